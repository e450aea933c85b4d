package nomen.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nomen zone}: what can be done with zones and master files. */
@Command(
    name = "zone",
    description =
        "Check or print a master file; write a zone of the server, show how it stands, fetch it"
            + " from its primaries, or erase what is left of it.",
    subcommands = {
      ZoneCheckCommand.class,
      ZonePrintCommand.class,
      ZoneWriteCommand.class,
      ZoneStatusCommand.class,
      ZoneRefreshCommand.class,
      ZoneRetransferCommand.class,
      ZoneEraseCommand.class
    })
final class ZoneCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "check, print, write, status, refresh, retransfer or erase is missing");
  }
}
