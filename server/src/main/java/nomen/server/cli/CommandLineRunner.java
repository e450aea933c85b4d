package nomen.server.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import nomen.server.config.ConfigurationException;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Parses the command line and runs a command; what goes wrong is one line, never a stack trace. */
public final class CommandLineRunner {
  private CommandLineRunner() {}

  /** Runs the command that the arguments name and returns the exit code. */
  public static int run(String... arguments) {
    return run(new FileOutputStream(FileDescriptor.out), arguments);
  }

  /** Runs a command whose results go to a stream. */
  static int run(OutputStream stream, String... arguments) {
    StandardOutput out = new StandardOutput(stream, System.out.charset());
    Path served = ServerRun.configuration(arguments);
    int code = served == null ? make().setOut(out).execute(arguments) : serve(served, out);
    return checked(out, code);
  }

  /** Results that did not get through are a failure, whatever the command made of them. */
  private static int checked(StandardOutput out, int code) {
    IOException trouble = out.trouble();
    if (trouble == null) {
      return code;
    }
    if (!StandardOutput.isReaderGone(trouble)) {
      PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
      err.println("nomen: standard output: " + trouble.getMessage());
    }
    return code == ExitCode.OK ? ExitCode.FINDINGS : code;
  }

  private static int serve(Path configuration, PrintWriter out) {
    PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
    try {
      return ServerRun.run(configuration, out, err);
    } catch (Exception e) {
      err.println("nomen: " + firstLine(e));
      return ExitCode.FINDINGS;
    }
  }

  static CommandLine make() {
    CommandLine commandLine = new CommandLine(new NomenCommand());
    addHelp(commandLine);
    Objects.requireNonNull(commandLine.getSubcommands().get("help"))
        .getCommandSpec()
        .usageMessage()
        .description("Print the help text of a command.");
    commandLine
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, CommandLineRunner::listCommands);
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
      spec.addOption(
          OptionSpec.builder("--version")
              .type(boolean.class)
              .versionHelp(true)
              .description("Print the version of Nomen.")
              .build());
      spec.version("nomen " + VersionCommand.nomenVersion());
    }
    command.getSubcommands().values().forEach(CommandLineRunner::addHelp);
  }

  /** Every command that does something, with all its words and the first clause about it. */
  private static String listCommands(Help help) {
    Map<String, String> lines = new LinkedHashMap<>();
    collect(help.commandSpec().commandLine(), "", lines);
    int words = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
    int width = help.commandSpec().usageMessage().width();
    int indent = 2;
    TextTable table =
        TextTable.forColumns(
            help.colorScheme(),
            new Column(words + 2 * indent, indent, Column.Overflow.SPAN),
            new Column(width - words - 2 * indent, indent, Column.Overflow.WRAP));
    lines.forEach(table::addRowValues);
    return table.toString();
  }

  private static void collect(CommandLine command, String words, Map<String, String> into) {
    command
        .getSubcommands()
        .forEach(
            (name, below) -> {
              UsageMessageSpec usage = below.getCommandSpec().usageMessage();
              String all = words.isEmpty() ? name : words + " " + name;
              if (!usage.hidden() && below.getSubcommands().isEmpty()) {
                into.put(all, String.join(" ", usage.description()).split("[:;.](?= |$)", 2)[0]);
              }
              collect(below, all, into);
            });
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
    if (failure instanceof ConfigurationException wrong) {
      wrong.findings().forEach(err::println);
    } else if (!(command.getOut() instanceof StandardOutput out) || out.trouble() == null) {
      // Else the failure is most likely that of the output, which is told at the end.
      err.println("nomen: " + firstLine(failure));
    }
    err.flush();
    return ExitCode.FINDINGS;
  }

  private static String firstLine(Exception exception) {
    return String.valueOf(exception.getMessage()).lines().findFirst().orElse("failed");
  }
}
