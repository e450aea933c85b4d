package nomen.store.update;

/**
 * The writer's limits.
 *
 * @param queueTasks how many tasks can wait; one more is refused
 * @param batchTasks how many tasks are made durable by one force at most
 */
public record WriterSettings(int queueTasks, int batchTasks) {
  /** The most that either can be. */
  public static final int MAX_TASKS = 1 << 20;

  /** What there is without settings. */
  public static final WriterSettings DEFAULT = new WriterSettings(8192, 4096);

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
