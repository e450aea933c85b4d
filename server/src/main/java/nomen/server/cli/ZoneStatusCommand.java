package nomen.server.cli;

import java.util.ArrayList;
import java.util.List;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nomen zone status}: how the zones of a running server stand. */
@Command(
    name = "status",
    description =
        "Show how the zones of the running server stand: serial, records, and how far each"
            + " secondary has followed.")
final class ZoneStatusCommand extends LogCommand.HistoryCommand {
  @Parameters(
      paramLabel = "ZONE",
      arity = "0..1",
      converter = ZoneFile.NameConverter.class,
      description = "Only this zone, by its apex.")
  private @Nullable Name zone;

  @Option(names = "--json", description = "Print JSON, one object a line for each zone.")
  private boolean json;

  @Override
  int run(ServerPlace place) throws Exception {
    List<String> words = new ArrayList<>(List.of("zone", "status"));
    if (zone != null) {
      words.add(zone.toString());
    }
    if (json) {
      words.add("json");
    }
    return place.ask(words);
  }
}
