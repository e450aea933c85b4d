package nomen.codec.message;

/**
 * The twelve octets that every message begins with (RFC 1035 section 4.1.1, RFC 4035 section 3):
 *
 * <pre>
 *   octet 0    ID
 *         2    QR(1) Opcode(4) AA TC RD | RA Z AD CD RCODE(4)
 *         4    QDCOUNT (ZOCOUNT in UPDATE)
 *         6    ANCOUNT (PRCOUNT)
 *         8    NSCOUNT (UPCOUNT)
 *        10    ARCOUNT (ADCOUNT)
 * </pre>
 *
 * The methods read it where it stands: {@code start} is the offset of its first octet.
 */
public final class Header {
  /** The octets of a header. */
  public static final int SIZE_OCTETS = 12;

  /** Where the flags stand, from the message's first octet. */
  public static final int FLAGS_OFFSET = 2;

  /** Where the first of the four counts stands, from the message's first octet. */
  public static final int COUNTS_OFFSET = 4;

  /** Response. */
  public static final int QR = 0x8000;

  /** Where the four bits of the opcode are. */
  public static final int OPCODE_MASK = 0x7800;

  /** Authoritative answer. */
  public static final int AA = 0x0400;

  /** Truncated. */
  public static final int TC = 0x0200;

  /** Recursion desired. */
  public static final int RD = 0x0100;

  /** Recursion available. */
  public static final int RA = 0x0080;

  /** Reserved: zero when written, ignored when read. */
  public static final int Z = 0x0040;

  /** Authentic data (RFC 4035 section 3.2.3). */
  public static final int AD = 0x0020;

  /** Checking disabled (RFC 4035 section 3.2.2). */
  public static final int CD = 0x0010;

  /** Where the low four bits of the RCODE are. */
  public static final int RCODE_MASK = 0x000f;

  /**
   * What the response to a query takes over from it: the opcode and RD (RFC 1035 section 4.1.1) and
   * CD (RFC 4035 section 3.1.6).
   */
  private static final int ECHOED_QUERY = OPCODE_MASK | RD | CD;

  private static final int OPCODE_SHIFT = 11;

  private Header() {}

  /**
   * What a response takes over from the flags of its request. Beside QUERY that is the opcode
   * alone: of an UPDATE the other bits are zero (RFC 2136 section 2.2), of other opcodes nothing is
   * known.
   */
  static int echoed(int flags) {
    return flags & (opcode(flags) == Opcode.QUERY ? ECHOED_QUERY : OPCODE_MASK);
  }

  /** The message ID. */
  public static int id(byte[] octets, int start) {
    return u16(octets, start);
  }

  /** The 16 bits from QR to RCODE. */
  public static int flags(byte[] octets, int start) {
    return u16(octets, start + FLAGS_OFFSET);
  }

  /** The opcode within flags; see {@link Opcode}. */
  public static int opcode(int flags) {
    return (flags & OPCODE_MASK) >> OPCODE_SHIFT;
  }

  /** Flags with an opcode and nothing else. */
  public static int opcodeFlags(int opcode) {
    return opcode << OPCODE_SHIFT & OPCODE_MASK;
  }

  /** How many entries a section has. */
  public static int count(byte[] octets, int start, Section section) {
    return u16(octets, start + COUNTS_OFFSET + 2 * section.index());
  }

  static int u16(byte[] octets, int at) {
    return (octets[at] & 0xff) << 8 | octets[at + 1] & 0xff;
  }
}
