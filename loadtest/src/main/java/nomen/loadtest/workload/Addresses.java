package nomen.loadtest.workload;

/** Addresses of private and documentation ranges that follow from an index. */
final class Addresses {
  private Addresses() {}

  /** An address of 10.0.0.0/8. */
  static String v4(long index) {
    return "10." + (index >>> 16 & 0xFF) + "." + (index >>> 8 & 0xFF) + "." + (index & 0xFF);
  }

  /** An address of 2001:db8::/32. */
  static String v6(long index) {
    return "2001:db8:"
        + Long.toHexString(index >>> 16 & 0xFFFF)
        + "::"
        + Long.toHexString(index & 0xFFFF);
  }
}
