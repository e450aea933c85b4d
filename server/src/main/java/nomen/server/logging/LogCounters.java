package nomen.server.logging;

import java.util.concurrent.atomic.LongAdder;

/** What became of the lines of the log. */
public final class LogCounters {
  private final LongAdder written = new LongAdder();
  private final LongAdder dropped = new LongAdder();

  LogCounters() {}

  void addWritten(long lines) {
    written.add(lines);
  }

  void addDropped(long lines) {
    dropped.add(lines);
  }

  /** Lines that standard error took. */
  public long written() {
    return written.sum();
  }

  /** Lines that were lost because standard error did not take them in time, or not at all. */
  public long dropped() {
    return dropped.sum();
  }
}
