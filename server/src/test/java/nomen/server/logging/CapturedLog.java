package nomen.server.logging;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nomen.store.logging.LimitedLine;

/**
 * The lines of the log while a test runs: those of all servers of this JVM. Kinds of lines that are
 * limited begin with the lines of a new second, and levels are as they were once it is closed.
 */
public final class CapturedLog implements AutoCloseable {
  private static final int TIME_CHARACTERS = "2026-12-01T02:38:42.123Z ".length();
  private static final long AWAIT_SECONDS = 20;

  private final List<LogLine> lines = new CopyOnWriteArrayList<>();
  private final Map<LogCategory, LogLevel> levels =
      Stream.of(LogCategory.values())
          .collect(Collectors.toMap(Function.identity(), ServerLog::level));
  private final LogSink before;

  private CapturedLog() {
    LimitedLine.startNewSecond();
    before = ServerLog.redirect(this::add);
  }

  /** Takes all lines from now on. */
  public static CapturedLog start() {
    return new CapturedLog();
  }

  private synchronized void add(LogLine line) {
    lines.add(line);
    notifyAll();
  }

  /** All lines until now, as text without the time: {@code info zone: zone is served zone=a.}. */
  public List<String> lines() {
    return lines.stream().map(line -> text(line, LogFormat.TEXT)).toList();
  }

  /** Those lines of a category that have a message. */
  public List<String> lines(LogCategory category, String message) {
    return lines.stream()
        .filter(line -> line.category() == category && line.message().equals(message))
        .map(line -> text(line, LogFormat.TEXT))
        .toList();
  }

  /** Waits until a line contains a text, and gives it. */
  public synchronized String await(String part) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(AWAIT_SECONDS);
    while (true) {
      for (String line : lines()) {
        if (line.contains(part)) {
          return line;
        }
      }
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError("no line has \"" + part + "\": " + lines());
      }
      wait(left);
    }
  }

  static String text(LogLine line, LogFormat format) {
    String laid = new LineLayout().lay(line, format).toString();
    return laid.substring(format == LogFormat.TEXT ? TIME_CHARACTERS : 0, laid.length() - 1);
  }

  @Override
  public void close() {
    ServerLog.redirect(before);
    levels.forEach(ServerLog::setLevel);
  }
}
