package nomen.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nomen policy}: who may update what. */
@Command(
    name = "policy",
    description = "Try the update rules of a configuration.",
    subcommands = {PolicyExplainCommand.class})
final class PolicyCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "explain is missing");
  }
}
