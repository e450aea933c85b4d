package nomen.server.logging;

/** How a line of the log is laid out. */
public enum LogFormat {
  /** Time, level, category, message, facts as {@code key=value}. */
  TEXT,
  /** One JSON object a line. */
  JSON,
  /** As text, with the priority of sd-daemon(3) in place of time and level, which journald adds. */
  JOURNALD
}
