package nomen.server.transport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The counters of one event loop. Its thread alone adds; any thread may read, and sees each counter
 * whole and never going back, but not all of them at one instant.
 */
// The ordinal is an index into an array of this class and goes nowhere else.
@SuppressWarnings("EnumOrdinal")
public final class TransportCounters {
  private static final VarHandle VALUE = MethodHandles.arrayElementVarHandle(long[].class);

  /** Longs before and after the counters, so that no other loop's data shares a cache line. */
  private static final int PADDING = 16;

  private static final int COUNTERS = TransportCounter.values().length;

  private final long[] values = new long[PADDING + COUNTERS + PADDING];

  /** Makes a set of zeros. */
  public TransportCounters() {}

  /** Adds one; for the loop's thread only. */
  public void increment(TransportCounter counter) {
    add(counter, 1);
  }

  /** Adds an amount; for the loop's thread only. */
  public void add(TransportCounter counter, long amount) {
    int index = PADDING + counter.ordinal();
    VALUE.setOpaque(values, index, values[index] + amount);
  }

  /** Reads one; from any thread. */
  public long get(TransportCounter counter) {
    return (long) VALUE.getOpaque(values, PADDING + counter.ordinal());
  }
}
