package nomen.codec.rr;

/** Times to live, in seconds: 0 to 2^31-1 (RFC 2181 section 8). */
public final class Ttl {
  /** The longest TTL, in seconds: some 68 years. */
  public static final int MAX_SECONDS = Integer.MAX_VALUE;

  private Ttl() {}

  /**
   * The TTL that 32 bits of a message stand for: one with the first bit set counts as 0 (RFC 2181
   * section 8).
   */
  public static int ofWire(int bits) {
    return Math.max(bits, 0);
  }
}
