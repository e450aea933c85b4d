package nomen.conformance.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Type;

/**
 * A message put together octet by octet, so that it can be as wrong as a test needs. IDs count up
 * within the process, and every builder call returns the same builder.
 */
public final class QueryOctets {
  /** The flag RD. */
  public static final int RD = 0x0100;

  /** The flag CD. */
  public static final int CD = 0x0010;

  /** The flag AD. */
  public static final int AD = 0x0020;

  /** The flag QR. */
  public static final int QR = 0x8000;

  /** The reserved bit Z. */
  public static final int Z = 0x0040;

  private static final AtomicInteger IDS = new AtomicInteger(0x4E00);
  private static final int OPT = 41;

  private final ByteArrayOutputStream questions = new ByteArrayOutputStream();
  private final ByteArrayOutputStream additional = new ByteArrayOutputStream();
  private final ByteArrayOutputStream options = new ByteArrayOutputStream();
  private final int[] counts = new int[4];
  private int id = IDS.incrementAndGet() & 0xFFFF;
  private int flags;
  private boolean edns;
  private int ednsVersion;
  private int ednsSizeOctets = 1232;
  private int ednsFlags;

  private QueryOctets() {}

  /** A message without a question. */
  public static QueryOctets empty() {
    return new QueryOctets();
  }

  /** A query of class IN. */
  public static QueryOctets query(String name, String type) {
    return new QueryOctets().question(name, type, "IN");
  }

  /** Adds a question; the name keeps its case. */
  public QueryOctets question(String name, String type, String dclass) {
    questions.writeBytes(wire(name));
    writeU16(questions, type.startsWith("TYPE") ? number(type, 4) : Type.value(type, true));
    writeU16(questions, dclass.startsWith("CLASS") ? number(dclass, 5) : DClass.value(dclass));
    counts[0]++;
    return this;
  }

  /** Adds a record to the additional section, as octets, in front of any OPT. */
  public QueryOctets additional(byte[] record) {
    additional.writeBytes(record);
    counts[3]++;
    return this;
  }

  /** Adds a record to the authority section, as octets, in front of all additional ones. */
  public QueryOctets authority(byte[] record) {
    if (counts[3] > 0) {
      throw new IllegalStateException("authority behind additional records");
    }
    additional.writeBytes(record);
    counts[2]++;
    return this;
  }

  /** Sets the ID. */
  public QueryOctets id(int value) {
    id = value;
    return this;
  }

  /** Sets flags of the header. */
  public QueryOctets flags(int bits) {
    flags |= bits;
    return this;
  }

  /** Sets the opcode. */
  public QueryOctets opcode(int code) {
    flags |= code << 11;
    return this;
  }

  /** Sets one of the four counts of the header to what is not so. */
  public QueryOctets claim(int section, int count) {
    counts[section] = count - (section == 3 && edns ? 1 : 0);
    return this;
  }

  /** Adds an OPT record with this payload size. */
  public QueryOctets edns(int sizeOctets) {
    edns = true;
    ednsSizeOctets = sizeOctets;
    return this;
  }

  /** Sets the version of EDNS. */
  public QueryOctets ednsVersion(int version) {
    edns = true;
    ednsVersion = version;
    return this;
  }

  /** Sets the 16 flags of EDNS. */
  public QueryOctets ednsFlags(int bits) {
    edns = true;
    ednsFlags |= bits;
    return this;
  }

  /** Sets the flag DO. */
  public QueryOctets dnssecOk() {
    return ednsFlags(0x8000);
  }

  /** Adds an option of EDNS. */
  public QueryOctets option(int code, byte... data) {
    edns = true;
    writeU16(options, code);
    writeU16(options, data.length);
    options.writeBytes(data);
    return this;
  }

  /** An OPT record as octets, with this owner name in wire format. */
  public static byte[] opt(byte[] owner, int sizeOctets, int ttl, byte[] options) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(owner);
    writeU16(out, OPT);
    writeU16(out, sizeOctets);
    writeU16(out, ttl >>> 16);
    writeU16(out, ttl);
    writeU16(out, options.length);
    out.writeBytes(options);
    return out.toByteArray();
  }

  /** The message. */
  public byte[] octets() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writeU16(out, id);
    writeU16(out, flags);
    for (int section = 0; section < 4; section++) {
      writeU16(out, counts[section] + (section == 3 && edns ? 1 : 0));
    }
    out.writeBytes(questions.toByteArray());
    out.writeBytes(additional.toByteArray());
    if (edns) {
      int ttl = ednsVersion << 16 | ednsFlags;
      out.writeBytes(opt(new byte[] {0}, ednsSizeOctets, ttl, options.toByteArray()));
    }
    return out.toByteArray();
  }

  /** A name in wire format; labels hold no escapes. */
  public static byte[] wire(String name) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!name.equals(".")) {
      for (String label : name.substring(0, name.length() - 1).split("\\.", -1)) {
        byte[] octets = label.getBytes(StandardCharsets.ISO_8859_1);
        out.write(octets.length);
        out.writeBytes(octets);
      }
    }
    out.write(0);
    return out.toByteArray();
  }

  private static int number(String text, int from) {
    return Integer.parseInt(text.substring(from));
  }

  private static void writeU16(ByteArrayOutputStream out, int value) {
    out.write(value >>> 8);
    out.write(value);
  }
}
