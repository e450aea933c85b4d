package nomen.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nomen}: the commands by name. */
@Command(
    name = "nomen",
    description = "A name server for zones that change.",
    subcommands = {
      ServeCommand.class,
      ConfigCommand.class,
      ZoneCommand.class,
      KeyCommand.class,
      LogCommand.class,
      LogLevelCommand.class,
      ReloadCommand.class,
      MetricsCommand.class,
      PolicyCommand.class,
      VersionCommand.class,
      RehearseCommand.class,
      HelpCommand.class
    },
    mixinStandardHelpOptions = false,
    usageHelpAutoWidth = true,
    footer = {"", "Exit codes: 0 all is well, 1 something is wrong, 2 wrong usage."})
final class NomenCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
