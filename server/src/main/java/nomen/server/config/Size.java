package nomen.server.config;

/**
 * An amount of memory, written as {@code "512B"}, {@code "64KiB"}, {@code "1MiB"} or {@code
 * "2GiB"}.
 *
 * @param octets how many octets
 */
public record Size(long octets) implements Comparable<Size> {
  @Override
  public int compareTo(Size other) {
    return Long.compare(octets, other.octets);
  }

  /**
   * The same as an {@code int}.
   *
   * @throws ArithmeticException if it does not fit
   */
  public int octetsAsInt() {
    return Math.toIntExact(octets);
  }
}
