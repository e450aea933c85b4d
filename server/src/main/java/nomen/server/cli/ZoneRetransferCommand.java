package nomen.server.cli;

import java.util.List;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nomen zone retransfer}: has a running server transfer a whole zone anew. */
@Command(
    name = "retransfer",
    description =
        "Have the running server transfer a whole zone from its primaries now, whatever its serial"
            + " is.")
final class ZoneRetransferCommand extends LogCommand.HistoryCommand {
  @Parameters(
      paramLabel = "ZONE",
      converter = ZoneFile.NameConverter.class,
      description = "The zone's apex.")
  private @Nullable Name zone;

  @Override
  int run(ServerPlace place) throws Exception {
    return place.ask(List.of("zone", "retransfer", String.valueOf(zone)));
  }
}
