package nomen.server.cli;

import java.util.ArrayList;
import java.util.List;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nomen reload}: has a running server take in what changed in its zone files. */
@Command(
    name = "reload",
    description =
        "Have the running server merge what changed in its zone files into its zones; ends with 1"
            + " if a file has errors. The configuration is read at the start only.")
final class ReloadCommand extends LogCommand.HistoryCommand {
  @Parameters(
      paramLabel = "ZONE",
      arity = "0..1",
      converter = ZoneFile.NameConverter.class,
      description = "The apex of the only zone to look at.")
  private @Nullable Name zone;

  @Override
  int run(ServerPlace place) throws Exception {
    List<String> words = new ArrayList<>(List.of("reload"));
    if (zone != null) {
      words.add(zone.toString());
    }
    return place.ask(words);
  }
}
