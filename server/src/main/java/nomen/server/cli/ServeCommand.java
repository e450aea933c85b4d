package nomen.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nomen serve}: runs a name server until a signal ends it. */
@Command(
    name = "serve",
    description =
        "Serve the zones of a configuration (docs/configuration.md) until a signal ends it.")
final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ConfigurationFile file;

  @Override
  public Integer call() throws Exception {
    return ServerRun.run(file.path(), spec.commandLine().getOut(), spec.commandLine().getErr());
  }
}
