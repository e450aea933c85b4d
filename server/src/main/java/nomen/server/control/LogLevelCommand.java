package nomen.server.control;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import nomen.server.logging.LogCategory;
import nomen.server.logging.LogLevel;
import nomen.server.logging.ServerLog;
import org.jspecify.annotations.Nullable;

/** Shows and changes which lines the running server writes. */
final class LogLevelCommand {
  /** What stands for every category. */
  private static final String ALL = "all";

  private LogLevelCommand() {}

  static int run(List<String> words, ControlReply reply) throws IOException {
    List<LogCategory> categories = List.of(LogCategory.values());
    if (words.size() > 1 && !words.get(1).equals(ALL)) {
      LogCategory one = LogCategory.ofWord(words.get(1));
      if (one == null) {
        reply.error(
            "%s is no category: %s or %s"
                .formatted(words.get(1), String.join(", ", LogCategory.words()), ALL));
        return ServerCommands.FAILED;
      }
      categories = List.of(one);
    }
    if (words.size() > 2) {
      LogLevel level = level(words.get(2));
      if (level == null) {
        reply.error(words.get(2) + " is no level: error, warn, info or debug");
        return ServerCommands.FAILED;
      }
      categories.forEach(category -> ServerLog.setLevel(category, level));
    }
    for (LogCategory category : categories) {
      reply.print(category.word() + " " + ServerLog.level(category).word());
    }
    return ServerCommands.OK;
  }

  private static @Nullable LogLevel level(String word) {
    return Arrays.stream(LogLevel.values())
        .filter(level -> level.word().equals(word))
        .findFirst()
        .orElse(null);
  }
}
