package nomen.server.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import nomen.server.NameServer;
import nomen.server.config.Configuration;
import nomen.server.config.ConfigurationException;
import nomen.server.config.ConfigurationReader;
import nomen.server.config.Finding;
import nomen.server.config.LogLevel;
import nomen.server.transport.TransportClock;
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
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Configuration configuration;
    try {
      configuration = ConfigurationReader.read(file);
    } catch (ConfigurationException e) {
      e.findings().stream().map(Finding::toString).forEach(err::println);
      err.flush();
      return ExitCode.FINDINGS;
    }
    setLogLevel(configuration.log().level());
    NameServer server =
        NameServer.start(
            configuration, TransportClock.SYSTEM, new SecureRandom(), err, Terminal.isAttached());
    out.print(server.report(VersionCommand.nomenVersion(), sinceStart()));
    out.flush();
    stopOnSignal(server, out);
    HangUp hangUp = HangUp.listen();
    while (true) {
      hangUp.await();
      server.reload();
    }
  }

  /** The logging library knows no other way, and takes it over when it is used first. */
  private static void setLogLevel(LogLevel level) {
    System.setProperty(
        "org.slf4j.simpleLogger.defaultLogLevel", level.name().toLowerCase(Locale.ROOT));
  }

  private static Duration sinceStart() {
    Instant now = Instant.now();
    return Duration.between(ProcessHandle.current().info().startInstant().orElse(now), now);
  }

  /** Being stopped is how a server ends, so that is success: the JVM alone would exit with 143. */
  private static void stopOnSignal(NameServer server, PrintWriter out) {
    Thread shutdown =
        new Thread(
            () -> {
              server.close();
              out.println("stopped");
              out.flush();
              Runtime.getRuntime().halt(ExitCode.OK);
            },
            "shutdown");
    Runtime.getRuntime().addShutdownHook(shutdown);
  }
}
