package nomen.server.transfer.in;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long a secondary waits, shortened by chance so that zones and servers do not ask in step. */
final class RefreshDelays {
  /** Without any data: how long to wait after the first round that failed. It doubles. */
  static final long FIRST_BACKOFF_MILLIS = 500;

  /** Without any data: how long to wait at most. */
  static final long MAX_BACKOFF_MILLIS = 300_000;

  /** By which part of it a time is shortened at most. */
  static final int JITTER_PART = 10;

  private static final int MAX_DOUBLINGS = 16;

  private final RandomGenerator random;

  RefreshDelays(RandomGenerator random) {
    this.random = random;
  }

  /** A time of a SOA. */
  long jitter(long millis) {
    return millis - random.nextLong(millis / JITTER_PART + 1);
  }

  /**
   * After rounds that failed.
   *
   * @param failedRounds how many in a row, at least one
   * @param timers of the zone; null if nothing is here
   * @param failedHere whether the last failed at this server: what lacks may be there again soon,
   *     and the zone's RETRY knows nothing of it
   */
  long after(int failedRounds, @Nullable SoaTimers timers, boolean failedHere) {
    long backoff = backoff(failedRounds);
    long retry = timers == null ? backoff : jitter(timers.retryMillis());
    return failedHere ? Math.min(retry, backoff) : retry;
  }

  /** After so many rounds, one at least, that failed without any data. */
  long backoff(int failedRounds) {
    int doublings = Math.min(failedRounds - 1, MAX_DOUBLINGS);
    return jitter(Math.min(FIRST_BACKOFF_MILLIS << doublings, MAX_BACKOFF_MILLIS));
  }
}
