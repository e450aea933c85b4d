package nomen.server.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nomen log-level}: shows or changes which lines a running server writes. */
@Command(
    name = "log-level",
    description =
        "Show the level of each category of the running server's log, or change it until the next"
            + " reload or restart.")
final class LogLevelCommand extends LogCommand.HistoryCommand {
  @Parameters(
      index = "0",
      paramLabel = "CATEGORY",
      arity = "0..1",
      description =
          "all, server, config, storage, zone, update, transfer, notify, dnssec, client, control"
              + " or query.")
  private @Nullable String category;

  @Parameters(
      index = "1",
      paramLabel = "LEVEL",
      arity = "0..1",
      description = "error, warn, info or debug; without it the level is shown.")
  private @Nullable String level;

  @Override
  int run(ServerPlace place) throws Exception {
    List<String> words = new ArrayList<>(List.of("log-level"));
    if (category != null) {
      words.add(category);
    }
    if (level != null) {
      words.add(level);
    }
    return place.ask(words);
  }
}
