package nomen.loadtest.statistics;

/**
 * The smallest and largest of what was seen; 0 for all where nothing was.
 *
 * @param minLatencyNanos of an answer
 * @param maxLatencyNanos of an answer
 * @param minRequestOctets of a request sent
 * @param maxRequestOctets of a request sent
 * @param minAnswerOctets of an answer
 * @param maxAnswerOctets of an answer
 */
public record Extremes(
    long minLatencyNanos,
    long maxLatencyNanos,
    long minRequestOctets,
    long maxRequestOctets,
    long minAnswerOctets,
    long maxAnswerOctets) {
  /** Nothing seen. */
  static final Extremes NONE =
      new Extremes(Long.MAX_VALUE, 0, Long.MAX_VALUE, 0, Long.MAX_VALUE, 0);

  /** The extremes of both. */
  Extremes with(Extremes other) {
    return new Extremes(
        Math.min(minLatencyNanos, other.minLatencyNanos),
        Math.max(maxLatencyNanos, other.maxLatencyNanos),
        Math.min(minRequestOctets, other.minRequestOctets),
        Math.max(maxRequestOctets, other.maxRequestOctets),
        Math.min(minAnswerOctets, other.minAnswerOctets),
        Math.max(maxAnswerOctets, other.maxAnswerOctets));
  }

  /** For a reader: the smallest of nothing is 0. */
  Extremes reported() {
    return new Extremes(
        orZero(minLatencyNanos),
        maxLatencyNanos,
        orZero(minRequestOctets),
        maxRequestOctets,
        orZero(minAnswerOctets),
        maxAnswerOctets);
  }

  private static long orZero(long smallest) {
    return smallest == Long.MAX_VALUE ? 0 : smallest;
  }
}
