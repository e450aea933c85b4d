package nomen.server.logging;

/** Where lines go. */
@FunctionalInterface
interface LogSink {
  /** Takes a line, from any thread. */
  void accept(LogLine line);
}
