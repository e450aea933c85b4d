package nomen.server.transport;

import nomen.linux.ShortPause;

/**
 * Decides whether to let datagrams gather before the next batch is taken, as network cards moderate
 * their interrupts: under load, a pause of some tens of microseconds saves a round of wake-up and
 * system calls for each few datagrams; at low rates it would only delay answers, and is not taken.
 *
 * <p>It keeps a moving average of the time between datagrams, and pauses if at least {@link
 * #MIN_EXPECTED} should come in during the pause.
 */
final class Gathering {
  static final int MIN_EXPECTED = 5;

  /** A batch counts for 1/8 in the average. */
  private static final int SMOOTHING_SHIFT = 3;

  /** A gap above this ends any load: the average starts anew. */
  private static final long MAX_GAP_NANOS = 1_000_000;

  private final long pauseNanos;
  private final ShortPause pause;
  private boolean sharpened;
  private long lastNanos;
  private long averageGapNanos = MAX_GAP_NANOS;

  Gathering(int pauseMicros) {
    this.pauseNanos = pauseMicros * 1_000L;
    this.pause = new ShortPause(Math.max(1, pauseMicros * 1_000));
  }

  /** Takes note of a batch, and says whether to pause before the next. */
  boolean isWorthwhile(int datagrams, long nowNanos) {
    if (pauseNanos == 0) {
      return false;
    }
    long gap = Math.min(nowNanos - lastNanos, MAX_GAP_NANOS) / datagrams;
    lastNanos = nowNanos;
    averageGapNanos += (gap - averageGapNanos) >> SMOOTHING_SHIFT;
    return averageGapNanos * MIN_EXPECTED <= pauseNanos;
  }

  void pause() {
    if (!sharpened) {
      sharpened = true;
      pause.sharpenTimer();
    }
    pause.sleep();
  }
}
