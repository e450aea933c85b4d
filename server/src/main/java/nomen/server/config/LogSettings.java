package nomen.server.config;

import java.util.EnumMap;
import java.util.Map;
import nomen.server.logging.LogCategory;
import nomen.server.logging.LogFormat;
import nomen.server.logging.LogLevel;
import nomen.server.logging.LogOptions;

/** The table {@code [log]}. */
public record LogSettings(
    @Setting(
            doc = "The least important lines to write, where `[log.levels]` says nothing else.",
            initial = "\"info\"")
        LogLevel level,
    @Setting(
            doc =
                "How a line is laid out. `text`: time, level, category, message, facts as"
                    + " `key=value`. `json`: one object a line. `journald`: as text, with the"
                    + " priority that systemd's journal reads in place of time and level. With"
                    + " `json` and `journald` nothing is written to standard output.",
            initial = "\"text\"")
        LogFormat format,
    @Setting(doc = "Levels of single categories: see [logging.md](logging.md).")
        CategoryLevels levels,
    @Setting(doc = "Lines about single queries: see [logging.md](logging.md#queries).")
        QueryLogSettings queries) {
  /** All of it as the log wants it. */
  public LogOptions options() {
    Map<LogCategory, LogLevel> all = new EnumMap<>(LogCategory.class);
    for (LogCategory category : LogCategory.values()) {
      LogLevel own = levels.of(category);
      all.put(category, own == null ? level : own);
    }
    return new LogOptions(all, format, queries.sample());
  }
}
