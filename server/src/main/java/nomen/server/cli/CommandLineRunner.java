package nomen.server.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Parses the command line and runs a command; what goes wrong is one line, never a stack trace. */
public final class CommandLineRunner {
  private CommandLineRunner() {}

  /** Runs the command that the arguments name and returns the exit code. */
  public static int run(String... arguments) {
    Path served = ServerRun.configuration(arguments);
    return served == null ? make().execute(arguments) : serve(served);
  }

  private static int serve(Path configuration) {
    PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
    try {
      PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
      return ServerRun.run(configuration, out, err);
    } catch (Exception e) {
      err.println("nomen: " + firstLine(e));
      return ExitCode.FINDINGS;
    }
  }

  static CommandLine make() {
    CommandLine commandLine = new CommandLine(new NomenCommand());
    addHelp(commandLine);
    return commandLine
        .setExecutionStrategy(new CommandLine.RunLast())
        .setParameterExceptionHandler(CommandLineRunner::explainUsage)
        .setExecutionExceptionHandler(CommandLineRunner::explainFailure);
  }

  /** To every command: of more words than one, {@code nomen help} knows the first only. */
  private static void addHelp(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    if (spec.findOption("--help") == null) {
      spec.addOption(
          OptionSpec.builder("-h", "--help")
              .type(boolean.class)
              .usageHelp(true)
              .description("Print this text.")
              .build());
    }
    command.getSubcommands().values().forEach(CommandLineRunner::addHelp);
  }

  private static int explainUsage(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("nomen: " + firstLine(wrong));
    if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
      err.println("usage: " + command.getHelp().synopsis(0).strip());
    }
    err.flush();
    return ExitCode.USAGE;
  }

  private static int explainFailure(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    err.println("nomen: " + firstLine(failure));
    err.flush();
    return ExitCode.FINDINGS;
  }

  private static String firstLine(Exception exception) {
    return String.valueOf(exception.getMessage()).lines().findFirst().orElse("failed");
  }
}
