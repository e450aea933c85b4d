package nomen.server.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import nomen.codec.name.Name;
import nomen.server.config.ConfigurationException;
import nomen.server.config.Location;
import nomen.server.config.ServerSettings;
import nomen.server.config.ZoneSettings;
import nomen.server.control.ControlClient;
import nomen.server.control.ControlException;
import nomen.server.control.ControlSocket;
import nomen.server.history.HistoryCommands;
import nomen.server.history.ReportOutput;
import nomen.store.log.History;
import nomen.store.log.LocalDisk;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which server a command is about, and how it is asked: by its socket, or else by its files. */
final class ServerPlace {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin private ConfigurationFile config;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "The server's data directory, instead of a configuration.")
  private @Nullable Path data;

  /** What the server has: a socket, a directory, both or none. */
  private record Found(@Nullable Path socket, @Nullable Path dataDirectory) {}

  private @Nullable Found found;

  private Found find() throws ConfigurationException {
    Found known = found;
    if (known == null) {
      known = look();
      found = known;
    }
    return known;
  }

  private Found look() throws ConfigurationException {
    Path folder = data;
    if (folder != null) {
      return new Found(ControlSocket.in(folder), folder);
    }
    ServerSettings settings = config.readServer();
    Location location = settings.dataDir();
    return new Found(
        ControlSocket.of(settings).orElse(null), location == null ? null : location.path());
  }

  /** The zones that are configured; null if only the data directory was named. */
  @Nullable Set<Name> zones() throws ConfigurationException {
    return data == null
        ? config.read().zones().stream().map(ZoneSettings::name).collect(Collectors.toSet())
        : null;
  }

  /** Says something to whoever gave the command. */
  void say(String what) {
    PrintWriter out = command.commandLine().getOut();
    out.println(what);
    out.flush();
  }

  /** The data directory; null if the server has none. */
  @Nullable Path dataDirectory() throws ConfigurationException {
    return find().dataDirectory();
  }

  /** Whether the server runs. */
  boolean isRunning() throws ConfigurationException {
    Path socket = find().socket();
    return socket != null && new ControlClient(socket).isServed();
  }

  /** Where results go that are octets. */
  OutputStream output() {
    return StandardOutput.octetsOf(command.commandLine());
  }

  /** Asks the running server; its results go to standard output. */
  int ask(List<String> words) throws ConfigurationException, ControlException, IOException {
    return ask(words, output());
  }

  /** Asks the running server. */
  int ask(List<String> words, OutputStream out) throws ConfigurationException, ControlException {
    Path socket = find().socket();
    if (socket == null) {
      return fail("the server has no control socket: set server.data-dir or server.control");
    }
    PrintWriter err = command.commandLine().getErr();
    int code = new ControlClient(socket).ask(words, out, err::println);
    err.flush();
    return code;
  }

  /** Asks the running server about its history, or reads it in the directory of one at rest. */
  int askHistory(List<String> words) throws ConfigurationException, ControlException, IOException {
    if (isRunning()) {
      return ask(words);
    }
    Path directory = dataDirectory();
    if (directory == null) {
      return fail("the server has no data directory, so there is no history");
    }
    if (!Files.isDirectory(directory)) {
      return fail(directory + ": there is no such data directory");
    }
    PrintWriter out = command.commandLine().getOut();
    PrintWriter err = command.commandLine().getErr();
    int code =
        new HistoryCommands(History.of(new LocalDisk(directory)))
            .run(words, new Local(out, err, output()));
    out.flush();
    err.flush();
    return code;
  }

  /** Says what is wrong. */
  int fail(String what) {
    PrintWriter err = command.commandLine().getErr();
    err.println("nomen: " + what);
    err.flush();
    return ExitCode.FINDINGS;
  }

  /** The terminal. */
  private record Local(PrintWriter output, PrintWriter errors, OutputStream out)
      implements ReportOutput {
    @Override
    public void print(String line) {
      output.println(line);
    }

    @Override
    public void error(String line) {
      errors.println(line);
    }
  }
}
