package nomen.store.log;

/**
 * When a checkpoint is due: when the log has grown enough for recovery to take long, or when the
 * last one is old and something was changed since.
 *
 * @param sizeOctets of log behind the last checkpoint; if that one was larger, as much as it had,
 *     so that checkpoints never write more than the log does
 * @param intervalMillis the age of the last checkpoint
 */
public record CheckpointPolicy(long sizeOctets, long intervalMillis) {
  /** What holds if nothing is said: 64 MiB, an hour. */
  public static final CheckpointPolicy DEFAULT = new CheckpointPolicy(64L << 20, 3_600_000);

  /** The least that may be set for the size. */
  public static final long MIN_SIZE_OCTETS = 64 << 10;

  /** The least that may be set for the interval. */
  public static final long MIN_INTERVAL_MILLIS = 1000;

  /** Checks the ranges. */
  public CheckpointPolicy {
    if (sizeOctets < MIN_SIZE_OCTETS || intervalMillis < MIN_INTERVAL_MILLIS) {
      throw new IllegalArgumentException("checkpoints that follow each other too closely");
    }
  }

  /**
   * Whether one is due after a change.
   *
   * @param logOctets written since the last checkpoint
   * @param lastOctets of the last checkpoint, 0 if there was none
   * @param sinceMillis since the last checkpoint
   */
  boolean isDue(long logOctets, long lastOctets, long sinceMillis) {
    return logOctets >= Math.max(sizeOctets, lastOctets) || sinceMillis >= intervalMillis;
  }
}
