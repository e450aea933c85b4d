package nomen.server.cli;

import java.util.ArrayList;
import java.util.List;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code nomen reload}: has a running server take in what changed in its configuration and its zone
 * files.
 */
@Command(
    name = "reload",
    description =
        "Have the running server read its configuration again and go by it: zones, access lists,"
            + " update rules, keys; and merge what changed in its zone files into its zones. Ends"
            + " with 1 if a file has errors; a configuration with errors changes nothing.")
final class ReloadCommand extends LogCommand.HistoryCommand {
  @Parameters(
      paramLabel = "ZONE",
      arity = "0..1",
      converter = ZoneFile.NameConverter.class,
      description = "Only this zone, by its apex; the configuration is not read then.")
  private @Nullable Name zone;

  @Option(
      names = "--dry-run",
      description = "Say what would be done, and do nothing; the exit code is the same.")
  private boolean dry;

  @Override
  int run(ServerPlace place) throws Exception {
    List<String> words = new ArrayList<>(List.of("reload"));
    if (dry) {
      words.add("--dry-run");
    }
    if (zone != null) {
      words.add(zone.toString());
    }
    return place.ask(words);
  }
}
