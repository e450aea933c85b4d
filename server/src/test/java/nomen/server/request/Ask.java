package nomen.server.request;

import nomen.codec.name.Name;
import nomen.codec.wire.WireWriter;
import org.xbill.DNS.Type;

/** A request, made octet by octet: also one that no client would send. */
public final class Ask {
  private static final int TYPE_OPT = 41;

  private final WireWriter options = new WireWriter(4096);
  private final Name name;
  private final int type;
  private int id = 0x1234;
  private int flags;
  private int dnsClass = 1;
  private int questions = 1;
  private boolean edns;
  private int payload = 1232;
  private int version;
  private int ednsFlags;

  private Ask(String name, String type) {
    this.name = Name.parse(name);
    this.type = type.startsWith("TYPE") ? Integer.parseInt(type.substring(4)) : Type.value(type);
  }

  /** A query of class IN without EDNS. */
  public static Ask ask(String name, String type) {
    return new Ask(name, type);
  }

  /** With another class. */
  public Ask dnsClass(int code) {
    dnsClass = code;
    return this;
  }

  /** With another ID. */
  public Ask id(int newId) {
    id = newId;
    return this;
  }

  /** With bits of the header's second 16 set. */
  public Ask flags(int mask) {
    flags |= mask;
    return this;
  }

  /** With an opcode. */
  public Ask opcode(int opcode) {
    return flags(opcode << 11);
  }

  /** With the question so many times. */
  public Ask questions(int count) {
    questions = count;
    return this;
  }

  /** With an OPT record that offers 1232 octets. */
  public Ask edns() {
    return edns(1232);
  }

  /** With an OPT record. */
  public Ask edns(int payloadOctets) {
    edns = true;
    payload = payloadOctets;
    return this;
  }

  /** With an EDNS version. */
  public Ask version(int newVersion) {
    version = newVersion;
    return edns(payload);
  }

  /** With the DO bit. */
  public Ask dnssec() {
    ednsFlags |= 0x8000;
    return edns(payload);
  }

  /** With an EDNS option. */
  public Ask option(int code, byte... data) {
    options.writeU16(code);
    options.writeU16(data.length);
    options.writeOctets(data);
    return edns(payload);
  }

  /** The request in wire format. */
  public byte[] octets() {
    WireWriter to = new WireWriter(WireWriter.MAX_MESSAGE_OCTETS);
    to.writeU16(id);
    to.writeU16(flags);
    to.writeU16(questions);
    to.writeU32(0);
    to.writeU16(edns ? 1 : 0);
    for (int i = 0; i < questions; i++) {
      to.writeName(name);
      to.writeU16(type);
      to.writeU16(dnsClass);
    }
    if (edns) {
      to.writeU8(0);
      to.writeU16(TYPE_OPT);
      to.writeU16(payload);
      to.writeU32(version << 16 | ednsFlags);
      to.writeU16(options.position());
      to.writeOctets(options.octets(), 0, options.position());
    }
    return to.toOctets();
  }
}
