package nomen.server.logging;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jctools.queues.MpscArrayQueue;

/**
 * Writes lines on a thread of its own, so that whoever has a line never waits for the one who reads
 * standard error.
 *
 * <p>Lines wait in a ring of {@link #CAPACITY}. A line that finds it full is dropped and counted;
 * once lines flow again, one of them says how many are missing. The thread is a daemon: a reader
 * that never reads again keeps no process alive.
 */
final class LogThread implements LogSink, AutoCloseable {
  /** Lines that wait to be written. */
  static final int CAPACITY = 4096;

  /** Octets from which lines are written together. */
  static final int BATCH_OCTETS = 32 << 10;

  /** How long the end of the server waits for the last lines to be written. */
  static final long CLOSE_MILLIS = 1000;

  /** How long a sample waits at most while its ring fills. */
  private static final long SAMPLES_NANOS = 50_000_000L;

  /** Between two lines that tell of dropped ones, while lines keep being dropped. */
  private static final long TELL_NANOS = 1_000_000_000L;

  private final MpscArrayQueue<LogLine> waiting = new MpscArrayQueue<>(CAPACITY);
  private final OutputStream out;
  private final Supplier<LogFormat> format;
  private final LongSupplier millis;
  private final LogCounters counters;
  private final QueryLog queries;
  private final LineLayout layout = new LineLayout();
  private final StringBuilder batch = new StringBuilder(BATCH_OCTETS);
  private final Thread thread = new Thread(this::run, "log");
  private volatile boolean parked;
  private volatile boolean closing;
  private long toldDropped;
  private long toldNanos;

  /**
   * A writer that is not started yet.
   *
   * @param out takes whole lines; only this thread waits for it
   * @param format asked for each line
   * @param millis wall-clock time in milliseconds since 1970, for lines of its own
   */
  LogThread(
      OutputStream out,
      Supplier<LogFormat> format,
      LongSupplier millis,
      LogCounters counters,
      QueryLog queries) {
    this.queries = queries;
    this.out = out;
    this.format = format;
    this.millis = millis;
    this.counters = counters;
    toldDropped = counters.dropped();
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  @Override
  public void accept(LogLine line) {
    if (!waiting.offer(line)) {
      counters.addDropped(1);
      return;
    }
    // The line first, then the look at the thread; which says that it sleeps, then looks for lines.
    VarHandle.fullFence();
    wake();
  }

  /** Has the thread look for lines and samples. */
  void wake() {
    if (parked) {
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    while (true) {
      int lines = fill();
      if (lines > 0) {
        write(lines);
      } else if (closing) {
        return;
      } else {
        parked = true;
        if (waiting.isEmpty() && !closing) {
          if (queries.isOn()) {
            // Event loops do not wake it for each sample.
            LockSupport.parkNanos(this, SAMPLES_NANOS);
          } else {
            LockSupport.park(this);
          }
        }
        parked = false;
      }
    }
  }

  /** Lays out lines that wait; returns how many. */
  private int fill() {
    batch.setLength(0);
    int lines = 0;
    while (batch.length() < BATCH_OCTETS) {
      LogLine line = waiting.poll();
      if (line == null) {
        break;
      }
      lines++;
      append(line);
    }
    for (QueryRing ring : queries.rings()) {
      while (batch.length() < BATCH_OCTETS && ring.poll(this::append)) {
        lines++;
      }
    }
    return lines;
  }

  private void append(LogLine line) {
    try {
      batch.append(layout.lay(line, format.get()));
    } catch (RuntimeException e) {
      // An exception that cannot be printed. The next line can.
      counters.addDropped(1);
    }
  }

  private void append(QuerySample sample) {
    append(sample.line());
  }

  private void write(int lines) {
    boolean tells = addDropped();
    try {
      out.write(batch.toString().getBytes(StandardCharsets.UTF_8));
      counters.addWritten(lines + (tells ? 1 : 0));
    } catch (IOException e) {
      // Nobody can be told: standard error is closed, or its reader has gone.
      counters.addDropped(lines);
    }
  }

  /** Tells what is missing, when the lines that waited have been laid out, or once a second. */
  private boolean addDropped() {
    long dropped = counters.dropped();
    long now = System.nanoTime();
    if (dropped == toldDropped || !waiting.isEmpty() && now - toldNanos < TELL_NANOS) {
      return false;
    }
    LogLine line =
        new LogLine(
            millis.getAsLong(),
            LogLevel.WARN,
            LogCategory.SERVER,
            "lines of the log were dropped: standard error was not read in time",
            List.of(new Fact("dropped", dropped - toldDropped)),
            null);
    batch.append(layout.lay(line, format.get()));
    toldDropped = dropped;
    toldNanos = now;
    return true;
  }

  /** Writes what waits, for {@link #CLOSE_MILLIS} at most; later lines are not written. */
  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
