package nomen.server.cli;

import java.util.List;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nomen zone refresh}: has a running server ask the primaries of a zone. */
@Command(
    name = "refresh",
    description =
        "Have the running server ask a zone's primaries now whether there is something newer.")
final class ZoneRefreshCommand extends LogCommand.HistoryCommand {
  @Parameters(
      paramLabel = "ZONE",
      converter = ZoneFile.NameConverter.class,
      description = "The zone's apex.")
  private @Nullable Name zone;

  @Override
  int run(ServerPlace place) throws Exception {
    return place.ask(List.of("zone", "refresh", String.valueOf(zone)));
  }
}
