package nomen.loadtest.statistics;

import java.util.List;
import java.util.stream.IntStream;
import nomen.loadtest.process.Usage;
import nomen.loadtest.traffic.RequestKind;
import org.jspecify.annotations.Nullable;

/**
 * One row of the time line: what happened between two looks at the workers.
 *
 * @param startNanos from the start of the run
 * @param endNanos from the start of the run
 * @param kinds what became of each kind of request, in the order of {@link RequestKind#index}
 * @param unexpected answers that no outstanding request asked for
 * @param disconnected connections closed by the other end or not made
 * @param dropped answers that this machine dropped for want of room in a receive buffer
 * @param server what the watched processes used, or null if none is watched
 * @param generator what the load generator itself used, or null where /proc does not tell
 */
public record Interval(
    long startNanos,
    long endNanos,
    List<OfKind> kinds,
    long unexpected,
    long disconnected,
    long dropped,
    @Nullable Usage server,
    @Nullable Usage generator) {
  /** Copies the list. */
  public Interval {
    kinds = List.copyOf(kinds);
  }

  /**
   * One kind of request.
   *
   * @param counts how many; an answer or a loss may belong to a request of an earlier row
   * @param latencies of the answers that came in this row
   */
  public record OfKind(Counts counts, LatencyDistribution latencies) {
    /** The latencies in a few numbers. */
    public LatencySummary latency() {
      return LatencySummary.of(latencies);
    }

    OfKind plus(OfKind other) {
      return new OfKind(counts.plus(other.counts), latencies.plus(other.latencies));
    }
  }

  /** One kind of request. */
  public OfKind kind(RequestKind kind) {
    return kinds.get(kind.index());
  }

  /** All kinds together. */
  public OfKind all() {
    return kinds.stream().reduce(OfKind::plus).orElseThrow();
  }

  /** How long it is. */
  public double seconds() {
    return (endNanos - startNanos) / 1e9;
  }

  /** Events a second, where so many came in this row. */
  public double perSecond(long events) {
    return endNanos == startNanos ? 0 : events / seconds();
  }

  /** This row and the one that follows it, as one. */
  Interval then(Interval next) {
    List<OfKind> sums =
        IntStream.range(0, kinds.size())
            .mapToObj(i -> kinds.get(i).plus(next.kinds.get(i)))
            .toList();
    return new Interval(
        startNanos,
        next.endNanos,
        sums,
        unexpected + next.unexpected,
        disconnected + next.disconnected,
        dropped + next.dropped,
        then(server, next.server),
        then(generator, next.generator));
  }

  private static @Nullable Usage then(@Nullable Usage first, @Nullable Usage next) {
    return first == null || next == null ? null : first.then(next);
  }
}
