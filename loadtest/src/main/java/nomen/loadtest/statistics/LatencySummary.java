package nomen.loadtest.statistics;

/**
 * Some latencies in a few numbers, all 0 where nothing was answered.
 *
 * @param answers how many
 * @param meanNanos their mean
 * @param p50Nanos half of them took no longer
 * @param p90Nanos 90 % took no longer
 * @param p99Nanos 99 % took no longer
 * @param p999Nanos 99.9 % took no longer
 * @param maxNanos the longest
 */
public record LatencySummary(
    long answers,
    double meanNanos,
    long p50Nanos,
    long p90Nanos,
    long p99Nanos,
    long p999Nanos,
    long maxNanos) {
  static LatencySummary of(LatencyDistribution latencies) {
    return new LatencySummary(
        latencies.answers(),
        latencies.meanNanos(),
        latencies.percentileNanos(50.0),
        latencies.percentileNanos(90.0),
        latencies.percentileNanos(99.0),
        latencies.percentileNanos(99.9),
        latencies.maxNanos());
  }
}
