package nomen.store.update;

import org.slf4j.Logger;

/** Logs defects, one a second at most, and says how many it kept quiet about. Not thread-safe. */
final class FaultLog {
  private static final long QUIET_NANOS = 1_000_000_000;

  private final Logger logger;
  private final WriterClock clock;
  private long lastNanos;
  private boolean wasUsed;
  private long kept;

  FaultLog(Logger logger, WriterClock clock) {
    this.logger = logger;
    this.clock = clock;
  }

  /** Says that something failed. */
  void report(String what, Throwable fault) {
    long now = clock.nanos();
    if (wasUsed && now - lastNanos < QUIET_NANOS) {
      kept++;
      return;
    }
    logger.error("{} failed ({} like this were not logged)", what, kept, fault);
    wasUsed = true;
    lastNanos = now;
    kept = 0;
  }
}
