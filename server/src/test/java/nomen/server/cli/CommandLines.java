package nomen.server.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Command lines that are parsed and not run. */
final class CommandLines {
  private CommandLines() {}

  /** Why a command line is wrong; empty if it is not. */
  static String fault(String... words) {
    CommandLine command = CommandLineRunner.make();
    try {
      CommandLine.ParseResult parsed = command.parseArgs(words);
      while (parsed.hasSubcommand()) {
        parsed = parsed.subcommand();
      }
      boolean complete =
          parsed.commandSpec().subcommands().isEmpty()
              || parsed.isUsageHelpRequested()
              || parsed.isVersionHelpRequested();
      return complete ? "" : "a command is missing";
    } catch (ParameterException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
