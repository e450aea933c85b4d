package nomen.server.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nomen serve}: runs a name server until a signal ends it; SIGHUP reloads zones. */
@Command(name = "serve", description = "Serve the zones of a configuration.")
final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      required = true,
      description = "The configuration: see docs/configuration.md.")
  private Path file;

  @Override
  public Integer call() throws Exception {
    return ServerRun.run(file, spec.commandLine().getOut(), spec.commandLine().getErr());
  }
}
