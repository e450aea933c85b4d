package nomen.server.transfer.in;

/** Where SOA RDATA has its serial (RFC 1035 section 3.3.13). */
final class SoaSerial {
  /** From the end of the RDATA to the serial, in octets. */
  private static final int FROM_END = 20;

  private SoaSerial() {}

  /** The serial of the SOA RDATA that ends before an offset. */
  static int of(byte[] octets, int end) {
    int at = end - FROM_END;
    return (octets[at] & 0xff) << 24
        | (octets[at + 1] & 0xff) << 16
        | (octets[at + 2] & 0xff) << 8
        | octets[at + 3] & 0xff;
  }
}
