package nomen.loadtest.traffic.capture;

import nomen.codec.message.Header;
import nomen.codec.message.Opcode;
import nomen.codec.message.Section;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;

/**
 * Tells whether a request with its length before it (RFC 1035 section 4.2.2) begins at a place of a
 * TCP connection whose beginning is not known. It asks for much, so that what lies within a message
 * is not taken for one: a header as clients send it, and a question that can be read.
 */
final class Framing {
  /** What stands at a place. */
  enum Finding {
    /** A request. */
    REQUEST,
    /** Something else. */
    NOTHING,
    /** There are too few octets to say. */
    UNDECIDED
  }

  /** Octets of the length before a message. */
  static final int LENGTH_OCTETS = 2;

  /** A header, the root, a type and a class. */
  private static final int LEAST_OCTETS = Header.SIZE_OCTETS + 5;

  private static final int CLASS_IN = 1;
  private static final int CLASS_CHAOS = 3;
  private static final int CLASS_ANY = 255;

  /** OPT, TSIG and SIG(0) records. */
  private static final int MAX_ADDITIONAL = 3;

  private final WireReader reader = new WireReader(new byte[0]);
  private final byte[] name = new byte[255];

  Framing() {}

  /** The length before a message. */
  static int length(byte[] octets, int at) {
    return (octets[at] & 0xff) << 8 | octets[at + 1] & 0xff;
  }

  /** Looks at a place in octets that end at an index. */
  Finding look(byte[] octets, int at, int end) {
    int have = end - at - LENGTH_OCTETS;
    if (have < 0) {
      return Finding.UNDECIDED;
    }
    int length = length(octets, at);
    int start = at + LENGTH_OCTETS;
    if (length < LEAST_OCTETS || have >= Header.SIZE_OCTETS && !isRequest(octets, start)) {
      return Finding.NOTHING;
    }
    if (have < length) {
      return Finding.UNDECIDED;
    }
    return hasQuestion(octets, start, length) ? Finding.REQUEST : Finding.NOTHING;
  }

  private static boolean isRequest(byte[] octets, int start) {
    int flags = Header.flags(octets, start);
    if ((flags & (Header.QR | Header.RA | Header.Z | Header.RCODE_MASK)) != 0
        || Header.count(octets, start, Section.QUESTION) != 1) {
      return false;
    }
    int answers = Header.count(octets, start, Section.ANSWER);
    int authority = Header.count(octets, start, Section.AUTHORITY);
    int additional = Header.count(octets, start, Section.ADDITIONAL);
    int opcode = Header.opcode(flags);
    // A query for IXFR has a SOA record, and so may NOTIFY.
    return opcode == Opcode.UPDATE
        || (opcode == Opcode.QUERY && answers == 0 && authority <= 1
                || opcode == Opcode.NOTIFY && answers <= 1 && authority == 0)
            && additional <= MAX_ADDITIONAL;
  }

  private boolean hasQuestion(byte[] octets, int start, int length) {
    try {
      reader.wrap(octets, start, length);
      reader.skip(Header.SIZE_OCTETS, "header");
      reader.readName(name, 0, "QNAME");
      reader.readU16("QTYPE");
      int qclass = reader.readU16("QCLASS");
      return qclass == CLASS_IN || qclass == CLASS_CHAOS || qclass == CLASS_ANY;
    } catch (WireFormatException e) {
      return false;
    }
  }
}
