package nomen.loadtest.report;

import static nomen.loadtest.report.Figures.format;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The lines that dnsperf prints with {@code -S}: the time in seconds since 1970, a colon, and the
 * answers a second since the last line, as in {@code 1795388654.705399: 189269.535250}. Belongs to
 * one thread.
 */
public final class IntervalLines {
  private final PrintWriter out;
  private final InstantSource wallClock;
  private long lastNanos;
  private long lastAnswered;

  /**
   * Makes them for one run.
   *
   * @param startNanos when it started
   */
  public IntervalLines(PrintWriter out, InstantSource wallClock, long startNanos) {
    this.out = out;
    this.wallClock = wallClock;
    this.lastNanos = startNanos;
  }

  /**
   * Prints one.
   *
   * @param nanos the time, by the clock that {@code startNanos} is of
   * @param answered answers since the start
   */
  public void print(long nanos, long answered) {
    Instant now = wallClock.instant();
    double seconds = (nanos - lastNanos) / 1e9;
    double perSecond = seconds <= 0 ? 0 : (answered - lastAnswered) / seconds;
    out.print(format("%d.%06d: %.6f\n", now.getEpochSecond(), now.getNano() / 1_000, perSecond));
    out.flush();
    lastNanos = nanos;
    lastAnswered = answered;
  }
}
