package nomen.codec.rr;

/** Arithmetic of zone serials, which are 32-bit numbers on a circle (RFC 1982). */
public final class Serial {
  /** SERIAL and the four numbers behind it, at the end of a SOA's RDATA. */
  private static final int SOA_TAIL_OCTETS = 20;

  private Serial() {}

  /**
   * Whether {@code a} is newer than {@code b}. Of two serials that are 2^31 apart neither is (RFC
   * 1982 section 3.2).
   */
  public static boolean isNewer(int a, int b) {
    int distance = a - b;
    return distance > 0;
  }

  /**
   * A serial advanced.
   *
   * @param increment 0 to 2^31-1, the most that addition is defined for (RFC 1982 section 3.1)
   */
  public static int add(int serial, int increment) {
    if (increment < 0) {
      throw new IllegalArgumentException("serial advanced by over 2^31-1");
    }
    return serial + increment;
  }

  /** The serial in the RDATA of a SOA record (RFC 1035 section 3.3.13). */
  public static int ofSoa(Rdata soa) {
    int at = soa.length() - SOA_TAIL_OCTETS;
    return (soa.octet(at) & 0xff) << 24
        | (soa.octet(at + 1) & 0xff) << 16
        | (soa.octet(at + 2) & 0xff) << 8
        | soa.octet(at + 3) & 0xff;
  }

  /** As the other, where the RDATA ends before an offset. */
  public static int ofSoa(byte[] octets, int end) {
    int at = end - SOA_TAIL_OCTETS;
    return (octets[at] & 0xff) << 24
        | (octets[at + 1] & 0xff) << 16
        | (octets[at + 2] & 0xff) << 8
        | octets[at + 3] & 0xff;
  }

  /** A serial as text: unsigned. */
  public static String print(int serial) {
    return Integer.toUnsignedString(serial);
  }
}
