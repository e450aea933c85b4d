package nomen.codec.rr;

/** Arithmetic of zone serials, which are 32-bit numbers on a circle (RFC 1982). */
public final class Serial {
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

  /** A serial as text: unsigned. */
  public static String print(int serial) {
    return Integer.toUnsignedString(serial);
  }
}
