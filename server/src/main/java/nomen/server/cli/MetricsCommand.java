package nomen.server.cli;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code nomen metrics}: prints the metrics of a running server. */
@Command(
    name = "metrics",
    description = "Print the metrics of the running server in the text format of Prometheus.")
final class MetricsCommand extends LogCommand.HistoryCommand {
  @Override
  int run(ServerPlace place) throws Exception {
    return place.ask(List.of("metrics"));
  }
}
