package nomen.loadtest.statistics;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import nomen.loadtest.traffic.RequestKind;

/**
 * All requests of one kind of a run.
 *
 * @param kind which
 * @param counts how many
 * @param extremes the smallest and largest latency and size
 * @param latencies of the answers
 * @param unsentByErrno requests that the kernel refused, by error number; 0 for another reason
 * @param checked answers that were checked
 * @param faulty answers found wrong
 */
public record KindResult(
    RequestKind kind,
    Counts counts,
    Extremes extremes,
    LatencyDistribution latencies,
    SortedMap<Integer, Long> unsentByErrno,
    long checked,
    long faulty) {
  /** Copies the map. */
  public KindResult {
    unsentByErrno = Collections.unmodifiableSortedMap(new TreeMap<>(unsentByErrno));
  }

  static KindResult none(RequestKind kind) {
    return new KindResult(
        kind,
        Counts.NONE,
        Extremes.NONE.reported(),
        LatencyDistribution.NONE,
        new TreeMap<>(),
        0,
        0);
  }

  /** Whether there is anything to report. */
  public boolean isEmpty() {
    return counts.sent() == 0 && counts.unsent() == 0;
  }

  /** The mean latency from the exact sum, or 0 where nothing was answered. */
  public double meanLatencyNanos() {
    return counts.answered() == 0 ? 0 : (double) counts.latencyNanos() / counts.answered();
  }
}
