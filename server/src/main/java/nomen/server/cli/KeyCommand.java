package nomen.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nomen key}: what can be done with TSIG keys. */
@Command(
    name = "key",
    description = "Make keys that clients sign with.",
    subcommands = {KeyGenerateCommand.class})
final class KeyCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "generate is missing");
  }
}
