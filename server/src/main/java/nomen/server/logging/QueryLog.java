package nomen.server.logging;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The log of sampled queries: each query has the same chance to be in it. It is off unless a
 * configuration says a chance; then an event loop asks for nothing but one field a batch.
 */
public final class QueryLog {
  /** Chances are multiples of 2^-32. */
  private static final double WHOLE = 1L << 32;

  private final List<QueryRing> rings = new CopyOnWriteArrayList<>();
  private final LogCounters counters;
  private final Runnable wake;
  private volatile long chance;

  /**
   * A log that is off.
   *
   * @param wake has the thread that writes look at the rings
   */
  QueryLog(LogCounters counters, Runnable wake) {
    this.counters = counters;
    this.wake = wake;
  }

  /**
   * Has that share of all queries logged from now on.
   *
   * @param sample from 0, which is none, to 1, which is every query
   */
  void sample(double sample) {
    chance = Math.round(sample * WHOLE);
  }

  /** Whether any query may be logged. */
  public boolean isOn() {
    return chance != 0;
  }

  /** What an event loop has, once the log is on: it belongs to the loop's thread. */
  public QuerySampler sampler() {
    QueryRing ring = new QueryRing();
    rings.add(ring);
    return new QuerySampler(this, ring);
  }

  long chance() {
    return chance;
  }

  void wake() {
    wake.run();
  }

  void dropped() {
    counters.addDropped(1);
  }

  /** The rings of all loops that have had samples. */
  List<QueryRing> rings() {
    return rings;
  }
}
