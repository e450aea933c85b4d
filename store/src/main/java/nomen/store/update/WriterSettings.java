package nomen.store.update;

/**
 * The writer's limits.
 *
 * @param queueTasks how many tasks can wait; one more is refused
 * @param batchTasks how many tasks are made durable by one force at most
 * @param batchOctets octets that the log records of a batch may have before no task is added to it;
 *     a small message can change many octets, such as the TTL of a large RRset
 */
public record WriterSettings(int queueTasks, int batchTasks, long batchOctets) {
  /** The most that either can be. */
  public static final int MAX_TASKS = 1 << 20;

  /** The most octets of a batch, whatever the heap. */
  public static final long MOST_BATCH_OCTETS = 64L << 20;

  /** The least, whatever the heap. */
  public static final long LEAST_BATCH_OCTETS = 4L << 20;

  /** The part of the heap that the octets of a batch may take: one in so many. */
  public static final int HEAP_SHARE = 32;

  /** What there is without settings. */
  public static final WriterSettings DEFAULT = new WriterSettings(8192, 4096);

  /** With as many octets for a batch as a large heap gives. */
  public WriterSettings(int queueTasks, int batchTasks) {
    this(queueTasks, batchTasks, MOST_BATCH_OCTETS);
  }

  /** The octets of a batch that fit a heap of this size. */
  public static long batchOctets(long heapOctets) {
    return Math.clamp(heapOctets / HEAP_SHARE, LEAST_BATCH_OCTETS, MOST_BATCH_OCTETS);
  }

  /** Checks the ranges. */
  public WriterSettings {
    requireInRange("queue", queueTasks);
    requireInRange("batch", batchTasks);
  }

  private static void requireInRange(String what, int tasks) {
    if (tasks < 1 || tasks > MAX_TASKS) {
      throw new IllegalArgumentException(what + " of " + tasks + " tasks, not 1 to " + MAX_TASKS);
    }
  }
}
