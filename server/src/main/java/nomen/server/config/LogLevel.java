package nomen.server.config;

/** How important a message is, the most important first. */
public enum LogLevel {
  /** Something does not work. */
  ERROR,
  /** Something will not work for long, or not for everybody. */
  WARN,
  /** Something that happens once in a while. */
  INFO,
  /** For finding faults. */
  DEBUG
}
