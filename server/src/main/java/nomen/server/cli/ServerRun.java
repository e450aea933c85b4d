package nomen.server.cli;

import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import nomen.server.NameServer;
import nomen.server.config.Configuration;
import nomen.server.config.ConfigurationException;
import nomen.server.config.ConfigurationReader;
import nomen.server.config.Finding;
import nomen.server.config.LogLevel;
import nomen.server.transport.TransportClock;
import org.jspecify.annotations.Nullable;

/** Runs a name server until a signal ends it; SIGHUP reloads the configuration and zones. */
final class ServerRun {
  private ServerRun() {}

  /**
   * The configuration if a command line is {@code serve -c FILE} and nothing else. It needs no
   * library that knows all command lines, and that one takes a third of the time of a start.
   */
  static @Nullable Path configuration(String... arguments) {
    if (arguments.length != 3
        || !arguments[0].equals("serve")
        || !(arguments[1].equals("-c") || arguments[1].equals("--config"))) {
      return null;
    }
    try {
      return Path.of(arguments[2]);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** Runs one, and reloads when SIGHUP asks for it; gives the exit code if it cannot start. */
  static int run(Path file, PrintWriter out, PrintWriter err) throws Exception {
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
            configuration,
            () -> ConfigurationReader.read(file),
            TransportClock.SYSTEM,
            new SecureRandom(),
            err,
            Terminal.isAttached(),
            configuration.server().warmUp());
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
