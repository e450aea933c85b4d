package nomen.server.logging;

import java.util.Locale;

/** How important a message is, the most important first. */
public enum LogLevel {
  /** Something does not work. */
  ERROR,
  /** Something will not work for long, or not for everybody. */
  WARN,
  /** Something that happens once in a while. */
  INFO,
  /** For finding faults. */
  DEBUG;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** As it stands in lines, in the configuration and on the command line. */
  public String word() {
    return word;
  }
}
