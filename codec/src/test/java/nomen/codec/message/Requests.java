package nomen.codec.message;

import nomen.codec.name.Name;
import nomen.codec.wire.WireWriter;

/** Builds requests octet by octet, right ones and wrong ones, for the tests of this package. */
final class Requests {
  static final int TYPE_A = 1;
  static final int TYPE_SOA = 6;
  static final int TYPE_TXT = 16;
  static final int TYPE_SIG = 24;
  static final int TYPE_OPT = 41;
  static final int TYPE_TSIG = 250;
  static final int TYPE_IXFR = 251;
  static final int CLASS_IN = 1;
  static final int CLASS_ANY = 255;

  private final WireWriter wire = new WireWriter(4096);

  private Requests(int flags) {
    wire.writeU16(0x1234);
    wire.writeU16(flags);
    wire.writeU64(0);
  }

  static Requests of(int opcode) {
    return new Requests(Header.opcodeFlags(opcode));
  }

  static Requests withFlags(int flags) {
    return new Requests(flags);
  }

  static Requests query(String qname, int qtype) {
    return of(Opcode.QUERY).question(qname, qtype);
  }

  Requests question(String qname, int qtype) {
    wire.writeName(Name.parse(qname));
    wire.writeU16(qtype);
    wire.writeU16(CLASS_IN);
    return counted(Section.QUESTION);
  }

  Requests record(Section section, String owner, int type, int rrClass, int ttl, byte... rdata) {
    wire.writeName(Name.parse(owner));
    wire.writeU16(type);
    wire.writeU16(rrClass);
    wire.writeU32(ttl);
    wire.writeU16(rdata.length);
    wire.writeOctets(rdata);
    return counted(section);
  }

  /** An OPT record with the DO flag and options as they come: code, length, data. */
  Requests opt(byte... options) {
    return record(Section.ADDITIONAL, ".", TYPE_OPT, 1232, 0x8000, options);
  }

  Requests tsig() {
    return record(Section.ADDITIONAL, "key.example.", TYPE_TSIG, CLASS_ANY, 0, new byte[20]);
  }

  Requests octets(int... values) {
    for (int value : values) {
      wire.writeU8(value);
    }
    return this;
  }

  Requests counted(Section section) {
    int at = Header.COUNTS_OFFSET + 2 * section.index();
    return count(section, wire.peekU16(at) + 1);
  }

  Requests count(Section section, int count) {
    wire.patchU16(Header.COUNTS_OFFSET + 2 * section.index(), count);
    return this;
  }

  byte[] build() {
    return wire.toOctets();
  }

  /** An option with data of zeros and some more. */
  static byte[] option(int code, int length) {
    byte[] option = new byte[4 + length];
    option[0] = (byte) (code >> 8);
    option[1] = (byte) code;
    option[2] = (byte) (length >> 8);
    option[3] = (byte) length;
    for (int i = 4; i < option.length; i++) {
      option[i] = (byte) i;
    }
    return option;
  }
}
