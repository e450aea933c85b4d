package nomen.conformance.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import nomen.conformance.subject.ServedKey;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;

/**
 * An UPDATE (RFC 2136 section 2) put together octet by octet, so that it can be as wrong as a test
 * needs. Names are relative to the apex unless they end in a dot, in rdata too. The ID is drawn
 * once: sending the octets again is a retransmission.
 */
public final class UpdateOctets {
  private static final int OPCODE_UPDATE = 5 << 11;
  private static final AtomicInteger IDS = new AtomicInteger(0x2136);
  private static final byte[] NO_RDATA = {};

  private final String apex;
  private final ByteArrayOutputStream[] sections = new ByteArrayOutputStream[4];
  private final int[] counts = new int[4];
  private int id = IDS.incrementAndGet() & 0xFFFF;
  private int flags = OPCODE_UPDATE;
  private byte[] trailer = {};

  private UpdateOctets(String apex) {
    this.apex = apex;
    for (int section = 0; section < sections.length; section++) {
      sections[section] = new ByteArrayOutputStream();
    }
  }

  /** An update of the zone, with its zone section. */
  public static UpdateOctets of(String apex) {
    return withoutZone(apex).zone("@", "SOA", "IN");
  }

  /** An update without a zone section, whose names are relative to {@code apex}. */
  public static UpdateOctets withoutZone(String apex) {
    return new UpdateOctets(apex);
  }

  /** Adds an entry to the zone section (2.3). */
  public UpdateOctets zone(String name, String type, String dclass) {
    ByteArrayOutputStream out = sections[0];
    out.writeBytes(QueryOctets.wire(absolute(name, apex)));
    writeU16(out, type(type));
    writeU16(out, dclass(dclass));
    counts[0]++;
    return this;
  }

  /** RRset exists, value independent (2.4.1). */
  public UpdateOctets exists(String name, String type) {
    return prerequisite(name, type, "ANY", 0, NO_RDATA);
  }

  /** RRset exists, value dependent (2.4.2). */
  public UpdateOctets existsWith(String name, String type, String rdata) {
    return prerequisite(name, type, "IN", 0, rdata(type, rdata));
  }

  /** RRset does not exist (2.4.3). */
  public UpdateOctets doesNotExist(String name, String type) {
    return prerequisite(name, type, "NONE", 0, NO_RDATA);
  }

  /** Name is in use (2.4.4). */
  public UpdateOctets inUse(String name) {
    return prerequisite(name, "ANY", "ANY", 0, NO_RDATA);
  }

  /** Name is not in use (2.4.5). */
  public UpdateOctets notInUse(String name) {
    return prerequisite(name, "ANY", "NONE", 0, NO_RDATA);
  }

  /** Add to an RRset (2.5.1). */
  public UpdateOctets add(String name, long ttlSeconds, String type, String rdata) {
    return operation(name, type, "IN", ttlSeconds, rdata(type, rdata));
  }

  /** Delete an RRset (2.5.2). */
  public UpdateOctets deleteRRset(String name, String type) {
    return operation(name, type, "ANY", 0, NO_RDATA);
  }

  /** Delete all RRsets from a name (2.5.3). */
  public UpdateOctets deleteName(String name) {
    return operation(name, "ANY", "ANY", 0, NO_RDATA);
  }

  /** Delete an RR from an RRset (2.5.4). */
  public UpdateOctets deleteRecord(String name, String type, String rdata) {
    return operation(name, type, "NONE", 0, rdata(type, rdata));
  }

  /** Any record in the prerequisite section. */
  public UpdateOctets prerequisite(
      String name, String type, String dclass, long ttlSeconds, byte... rdata) {
    return append(1, name, type, dclass, ttlSeconds, rdata);
  }

  /** Any record in the update section. */
  public UpdateOctets operation(
      String name, String type, String dclass, long ttlSeconds, byte... rdata) {
    return append(2, name, type, dclass, ttlSeconds, rdata);
  }

  /** A record in the additional section. */
  public UpdateOctets additional(String name, long ttlSeconds, String type, String rdata) {
    return append(3, name, type, "IN", ttlSeconds, rdata(type, rdata));
  }

  /** An OPT record with this payload size. */
  public UpdateOctets edns(int sizeOctets) {
    sections[3].writeBytes(QueryOctets.opt(new byte[] {0}, sizeOctets, 0, NO_RDATA));
    counts[3]++;
    return this;
  }

  /** Sets flags of the header. */
  public UpdateOctets flags(int bits) {
    flags |= bits;
    return this;
  }

  /** Sets the ID. */
  public UpdateOctets id(int value) {
    id = value;
    return this;
  }

  /** Sets one of the four counts of the header to what is not so. */
  public UpdateOctets claim(int section, int count) {
    counts[section] = count;
    return this;
  }

  /** Octets behind the last record. */
  public UpdateOctets trailer(byte... octets) {
    trailer = octets.clone();
    return this;
  }

  /** The message. */
  public byte[] octets() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writeU16(out, id);
    writeU16(out, flags);
    for (int count : counts) {
      writeU16(out, count);
    }
    for (ByteArrayOutputStream section : sections) {
      out.writeBytes(section.toByteArray());
    }
    out.writeBytes(trailer);
    return out.toByteArray();
  }

  /** The message, signed now with a key (RFC 8945). */
  public byte[] signedBy(ServedKey key) {
    try {
      Message message = new Message(octets());
      new TSIG(new Name(key.algorithm() + "."), new Name(key.name()), key.octets())
          .apply(message, null);
      return message.toWire();
    } catch (IOException badTest) {
      throw new UncheckedIOException(key.toString(), badTest);
    }
  }

  /** The rdata of a type in wire format, not compressed. */
  public byte[] rdata(String type, String text) {
    try {
      Name origin = new Name(apex);
      Record parsed = Record.fromString(origin, type(type), DClass.IN, 0, text, origin);
      return parsed.rdataToWireCanonical();
    } catch (IOException badTest) {
      throw new UncheckedIOException(type + " " + text, badTest);
    }
  }

  static String absolute(String name, String apex) {
    return name.equals("@") ? apex : name.endsWith(".") ? name : name + "." + apex;
  }

  private UpdateOctets append(
      int section, String name, String type, String dclass, long ttlSeconds, byte[] rdata) {
    ByteArrayOutputStream out = sections[section];
    out.writeBytes(QueryOctets.wire(absolute(name, apex)));
    writeU16(out, type(type));
    writeU16(out, dclass(dclass));
    writeU16(out, (int) (ttlSeconds >>> 16));
    writeU16(out, (int) ttlSeconds);
    writeU16(out, rdata.length);
    out.writeBytes(rdata);
    counts[section]++;
    return this;
  }

  private static int type(String type) {
    return type.startsWith("TYPE") ? Integer.parseInt(type.substring(4)) : Type.value(type, true);
  }

  private static int dclass(String dclass) {
    return dclass.startsWith("CLASS")
        ? Integer.parseInt(dclass.substring(5))
        : DClass.value(dclass);
  }

  private static void writeU16(ByteArrayOutputStream out, int value) {
    out.write(value >>> 8);
    out.write(value);
  }
}
