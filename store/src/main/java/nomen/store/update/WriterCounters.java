package nomen.store.update;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.LongAdder;

/**
 * The counters of the writer. Its thread alone counts, except for what is refused at the door; any
 * thread may read, and sees each counter whole and never going back, but not all of them at one
 * instant.
 */
// The ordinals are indexes into arrays of this class and go nowhere else.
@SuppressWarnings("EnumOrdinal")
public final class WriterCounters {
  /**
   * Buckets of batch sizes: the one at index i counts the batches of up to 2^i tasks that are in no
   * smaller bucket, the last one all that are larger too.
   */
  public static final int BATCH_BUCKETS = 16;

  private static final VarHandle VALUE = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int STAGES = WriterStage.values().length;

  private final long[] counts = new long[WriterCounter.values().length];
  private final long[] batches = new long[BATCH_BUCKETS];
  private final long[] totalNanos = new long[STAGES];
  private final long[] lastNanos = new long[STAGES];
  private final long[] maxNanos = new long[STAGES];
  private final LongAdder refusedFull = new LongAdder();
  private final LongAdder refusedStopped = new LongAdder();

  WriterCounters() {}

  void add(WriterCounter counter, long amount) {
    add(counts, counter.ordinal(), amount);
  }

  void addBatch(int tasks) {
    add(WriterCounter.BATCHES, 1);
    add(batches, Math.min(BATCH_BUCKETS - 1, 32 - Integer.numberOfLeadingZeros(tasks - 1)), 1);
  }

  void queueWas(long tasks) {
    raise(counts, WriterCounter.QUEUE_HIGH_WATER.ordinal(), tasks);
  }

  void took(WriterStage stage, long nanos) {
    add(totalNanos, stage.ordinal(), nanos);
    VALUE.setOpaque(lastNanos, stage.ordinal(), nanos);
    raise(maxNanos, stage.ordinal(), nanos);
  }

  void refuseFull() {
    refusedFull.increment();
  }

  void refuseStopped() {
    refusedStopped.increment();
  }

  private static void add(long[] values, int index, long amount) {
    VALUE.setOpaque(values, index, values[index] + amount);
  }

  private static void raise(long[] values, int index, long to) {
    if (to > values[index]) {
      VALUE.setOpaque(values, index, to);
    }
  }

  /** Reads one; from any thread. */
  public long get(WriterCounter counter) {
    return (long) VALUE.getOpaque(counts, counter.ordinal());
  }

  /** The batches in a bucket, 0 to {@link #BATCH_BUCKETS} - 1. */
  public long batches(int bucket) {
    return (long) VALUE.getOpaque(batches, bucket);
  }

  /** How long a stage took in all batches together. */
  public long totalNanos(WriterStage stage) {
    return (long) VALUE.getOpaque(totalNanos, stage.ordinal());
  }

  /** How long a stage took in the last batch that had it. */
  public long lastNanos(WriterStage stage) {
    return (long) VALUE.getOpaque(lastNanos, stage.ordinal());
  }

  /** How long a stage took at most. */
  public long maxNanos(WriterStage stage) {
    return (long) VALUE.getOpaque(maxNanos, stage.ordinal());
  }

  /** Tasks refused because the queue was full. */
  public long refusedFull() {
    return refusedFull.sum();
  }

  /** Tasks refused at the door because the writer has failed or is closed. */
  public long refusedStopped() {
    return refusedStopped.sum();
  }
}
