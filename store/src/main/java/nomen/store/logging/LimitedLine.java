package nomen.store.logging;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One kind of log line that strangers can cause: at most {@link #PER_SECOND} of them are written in
 * a second, and the next one that is written says how many were left out, as {@code suppressed=N}.
 *
 * <p>It is used like this, so that a suppressed line costs a few loads and one addition, and makes
 * no object:
 *
 * <pre>{@code
 * if (REFUSED.isDue()) {
 *   REFUSED.line().addKeyValue("client", client).addKeyValue("reason", why).log("update refused");
 * }
 * }</pre>
 *
 * <p>All threads may use it; none waits for another. A kind is one sentence of the log: two
 * sentences have two limits, so that a flood of one does not hide the other.
 */
public final class LimitedLine {
  /** Lines of one kind in a second. */
  public static final int PER_SECOND = 5;

  private static final int COUNT_BITS = 16;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final LongAdder SUPPRESSED_IN_ALL = new LongAdder();
  private static final AtomicLong RESETS = new AtomicLong();

  private final Logger logger;
  private final Level level;
  private final LongSupplier nanos;

  /** The second in the upper bits, the lines that it has had in the lower ones. */
  private final AtomicLong window = new AtomicLong(-1);

  private final LongAdder suppressed = new LongAdder();

  /** How many of those that were suppressed a line has told of. */
  private final AtomicLong told = new AtomicLong();

  /**
   * A kind of line.
   *
   * @param logger where it goes
   * @param level how important it is
   * @param nanos monotonic time in nanoseconds
   */
  public LimitedLine(Logger logger, Level level, LongSupplier nanos) {
    this.logger = logger;
    this.level = level;
    this.nanos = nanos;
  }

  /**
   * Whether a line is to be written now. True takes one of this second's lines, so {@link #line}
   * follows. Lines below the level of their category are not due, and are not counted.
   */
  public boolean isDue() {
    if (!logger.isEnabledForLevel(level)) {
      return false;
    }
    long second = (Math.floorDiv(nanos.getAsLong(), NANOS_PER_SECOND) + RESETS.get()) << COUNT_BITS;
    while (true) {
      long before = window.get();
      long lines = before >> COUNT_BITS << COUNT_BITS == second ? before - second : 0;
      if (lines >= PER_SECOND) {
        suppressed.increment();
        SUPPRESSED_IN_ALL.increment();
        return false;
      }
      if (window.compareAndSet(before, second + lines + 1)) {
        return true;
      }
    }
  }

  /** Begins the line that is due. If lines before it were left out, it has their number. */
  public LoggingEventBuilder line() {
    LoggingEventBuilder line = logger.atLevel(level);
    long all = suppressed.sum();
    long left = all - told.getAndSet(all);
    return left > 0 ? line.addKeyValue("suppressed", left) : line;
  }

  /** Lines that were left out since the process started, of all kinds together. */
  public static long suppressedInAll() {
    return SUPPRESSED_IN_ALL.sum();
  }

  /** Gives every kind the lines of a new second: for tests, which do not wait for one. */
  public static void startNewSecond() {
    RESETS.addAndGet(1L << 32);
  }
}
