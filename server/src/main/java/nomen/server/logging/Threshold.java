package nomen.server.logging;

/** The least important lines of a category that are written; it may change at any time. */
final class Threshold {
  private volatile LogLevel level = LogLevel.INFO;

  LogLevel level() {
    return level;
  }

  void set(LogLevel to) {
    level = to;
  }

  /** Whether lines of that importance are written. */
  boolean lets(LogLevel line) {
    return line.compareTo(level) <= 0;
  }
}
