package nomen.server.logging;

import java.util.Map;

/**
 * What can be chosen of the log.
 *
 * @param levels of every category
 * @param format how lines are laid out
 * @param querySample the share of queries that is logged, from 0 to 1
 */
public record LogOptions(Map<LogCategory, LogLevel> levels, LogFormat format, double querySample) {
  /** Copies the map. */
  public LogOptions {
    levels = Map.copyOf(levels);
  }

  /** The same without queries: the server asks itself before it listens. */
  public LogOptions withoutQueries() {
    return new LogOptions(levels, format, 0);
  }
}
