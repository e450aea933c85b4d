package nomen.server.logging;

import static java.util.Objects.requireNonNull;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The log of this process. SLF4J has one provider a process, so this is static, and all servers of
 * a process (tests have several) share it.
 *
 * <p>Until {@link #start} lines go to {@code System.err} at once, from level {@code info} on: that
 * is what commands need.
 */
public final class ServerLog {
  private static final LogCounters COUNTERS = new LogCounters();
  private static final Map<LogCategory, Threshold> THRESHOLDS = initialLevels();
  private static final QueryLog QUERIES = new QueryLog(COUNTERS, ServerLog::wake);
  private static final LogSink DIRECT =
      new DirectSink(() -> System.err, ServerLog::format, COUNTERS);
  private static volatile LogFormat format = LogFormat.TEXT;
  private static volatile LogSink sink = DIRECT;

  private ServerLog() {}

  /** Ends a log that was started; lines go to {@code System.err} at once again. */
  @FunctionalInterface
  public interface Running extends AutoCloseable {
    /** Writes what waits, for a second at most. */
    @Override
    void close();
  }

  /** Takes the options, and from now on writes to standard error on the thread {@code log}. */
  public static Running start(LogOptions options) {
    configure(options);
    LogThread thread =
        new LogThread(
            new FileOutputStream(FileDescriptor.err),
            ServerLog::format,
            System::currentTimeMillis,
            COUNTERS,
            QUERIES);
    thread.start();
    sink = thread;
    return () -> {
      thread.close();
      sink = DIRECT;
    };
  }

  /** Takes the options; they hold from the next line on. */
  public static void configure(LogOptions options) {
    options.levels().forEach(ServerLog::setLevel);
    format = options.format();
    QUERIES.sample(options.querySample());
  }

  /** The log of sampled queries. */
  public static QueryLog queries() {
    return QUERIES;
  }

  private static void wake() {
    if (sink instanceof LogThread thread) {
      thread.wake();
    }
  }

  /** Sets the least important lines of a category that are written. */
  public static void setLevel(LogCategory category, LogLevel level) {
    threshold(category).set(level);
  }

  /** The least important lines of a category that are written. */
  public static LogLevel level(LogCategory category) {
    return threshold(category).level();
  }

  /** What became of all lines until now. */
  public static LogCounters counters() {
    return COUNTERS;
  }

  static LogFormat format() {
    return format;
  }

  static void accept(LogLine line) {
    sink.accept(line);
  }

  /** Sends lines elsewhere, for tests; returns where they went before. */
  static LogSink redirect(LogSink to) {
    LogSink before = sink;
    sink = to;
    return before;
  }

  private static Map<LogCategory, Threshold> initialLevels() {
    Map<LogCategory, Threshold> levels = new EnumMap<>(LogCategory.class);
    for (LogCategory category : LogCategory.values()) {
      levels.put(category, new Threshold());
    }
    return Collections.unmodifiableMap(levels);
  }

  /** What decides which lines of a category are written. */
  static Threshold threshold(LogCategory category) {
    return requireNonNull(THRESHOLDS.get(category), "every category has one");
  }
}
