package nomen.server.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import nomen.server.NameServer;
import nomen.server.config.Configuration;
import nomen.server.config.ConfigurationException;
import nomen.server.config.ConfigurationReader;
import nomen.server.config.Finding;
import nomen.server.config.OpenSecrets;
import nomen.server.logging.LogCategory;
import nomen.server.logging.LogFormat;
import nomen.server.logging.ServerLog;
import nomen.server.transport.TransportClock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Runs a name server until a signal ends it; SIGHUP reloads the configuration and zones. */
final class ServerRun {
  /** How long a stop may take. Its parts have limits of their own, which come to less. */
  static final int STOP_SECONDS = 15;

  private static final Logger LOG = LogCategory.SERVER.logger();

  /** How long the end waits for standard output to take one word. */
  private static final long STOPPED_MILLIS = 1000;

  private ServerRun() {}

  /**
   * The configuration if a command line is {@code serve} or {@code serve -c FILE} and nothing else.
   * It needs no library that knows all command lines, and that one takes a third of the time of a
   * start.
   */
  static @Nullable Path configuration(String... arguments) {
    if (arguments.length == 1 && arguments[0].equals("serve")) {
      return Files.exists(ConfigurationFile.USUAL) ? ConfigurationFile.USUAL : null;
    }
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
    try (ServerLog.Running log = ServerLog.start(configuration.log().options().withoutQueries())) {
      return run(file, configuration, log, out, err);
    }
  }

  private static int run(
      Path file,
      Configuration configuration,
      ServerLog.Running log,
      PrintWriter out,
      PrintWriter err)
      throws Exception {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) ->
            LOG.atError()
                .addKeyValue("thread", thread.getName())
                .setCause(failure)
                .log("a thread ended by an exception"));
    String version = VersionCommand.nomenVersion();
    LOG.atInfo()
        .addKeyValue("version", version)
        .addKeyValue("java", Runtime.version().feature())
        .addKeyValue("pid", ProcessHandle.current().pid())
        .addKeyValue("configuration", file)
        .log("server starts");
    warnOfOpenSecrets(file, configuration);
    // Before the start: without a handler, SIGHUP ends a process.
    Signals signals = Signals.listen();
    NameServer server =
        NameServer.start(
            configuration,
            () -> {
              Configuration read = ConfigurationReader.read(file);
              warnOfOpenSecrets(file, read);
              return read;
            },
            TransportClock.SYSTEM,
            new SecureRandom(),
            err,
            Terminal.isAttached(),
            configuration.server().warmUp());
    ServerLog.configure(configuration.log().options());
    Duration startUp = sinceStart();
    server.logStart(startUp);
    // A journal has all of this from the log, and would repeat it without levels.
    PrintWriter terminal = configuration.log().format() == LogFormat.TEXT ? out : null;
    if (terminal != null) {
      terminal.print(server.report(version, startUp));
      if (terminal.checkError()) {
        LOG.warn("the start-up report could not be written to standard output");
      }
    }
    ServiceNotice notice = ServiceNotice.of(System.getenv());
    stopOnSignal(server, signals, log, notice, terminal);
    notice.ready();
    while (true) {
      signals.awaitHangUp();
      reload(server);
    }
  }

  /** Whatever goes wrong, the next SIGHUP is heard. */
  private static void reload(NameServer server) {
    try {
      server.reload();
    } catch (RuntimeException | Error e) {
      LOG.atError().setCause(e).log("reload failed: what it had not come to is as it was");
    }
  }

  private static void warnOfOpenSecrets(Path file, Configuration configuration) {
    for (Path open : OpenSecrets.of(file, configuration)) {
      LOG.atWarn()
          .addKeyValue("file", open)
          .log("it holds secrets, and every user of this machine can read it");
    }
  }

  private static Duration sinceStart() {
    Instant now = Instant.now();
    return Duration.between(ProcessHandle.current().info().startInstant().orElse(now), now);
  }

  /** Being stopped is how a server ends, so that is success: the JVM alone would exit with 143. */
  private static void stopOnSignal(
      NameServer server,
      Signals signals,
      ServerLog.Running log,
      ServiceNotice notice,
      @Nullable PrintWriter terminal) {
    Thread shutdown =
        new Thread(
            () -> {
              endInAnyCase();
              notice.stopping();
              LOG.atInfo().addKeyValue("signal", signals.ending()).log("server stops");
              server.close();
              LOG.info("server stopped");
              log.close();
              if (terminal != null) {
                printStopped(terminal);
              }
              Runtime.getRuntime().halt(ExitCode.OK);
            },
            "shutdown");
    Runtime.getRuntime().addShutdownHook(shutdown);
  }

  /**
   * Sees to it that the process ends although something does not: a disk that takes nothing, for
   * instance. What was acknowledged is durable by then as at any moment.
   */
  private static void endInAnyCase() {
    try {
      Thread.ofPlatform().daemon().name("shutdown-limit").start(ServerRun::endLate);
    } catch (OutOfMemoryError e) {
      LOG.atWarn().addKeyValue("reason", e.getMessage()).log("no thread watches over the end");
    }
  }

  private static void endLate() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
    for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    Runtime.getRuntime().halt(ExitCode.UNFINISHED);
  }

  /** On a thread of its own, for nobody may read standard output any more. */
  private static void printStopped(PrintWriter terminal) {
    Thread printer =
        new Thread(
            () -> {
              terminal.println("stopped");
              terminal.flush();
            },
            "stopped");
    printer.setDaemon(true);
    printer.start();
    try {
      printer.join(STOPPED_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
