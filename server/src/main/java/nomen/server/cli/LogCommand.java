package nomen.server.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import nomen.codec.name.Name;
import nomen.server.history.HistoryCommands;
import nomen.server.history.LogFilter;
import nomen.server.history.TimeText;
import nomen.server.storage.StoredZones;
import nomen.store.log.DiskLock;
import nomen.store.log.LocalDisk;
import nomen.store.log.LogVerification;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code nomen log}: the history of zones. */
@Command(
    name = "log",
    description = "List, show, compare and undo the changes that were made to a zone.",
    subcommands = {
      LogCommand.ListEntries.class,
      LogCommand.Show.class,
      LogCommand.Diff.class,
      LogCommand.Revert.class,
      LogCommand.Verify.class
    })
final class LogCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "list, show, diff, revert or verify is missing");
  }

  /** A command that asks a running server, or reads the files of a stopped one. */
  abstract static class HistoryCommand implements Callable<Integer> {
    @Mixin private ServerPlace server;

    abstract int run(ServerPlace place) throws Exception;

    @Override
    public final Integer call() throws Exception {
      return run(server);
    }
  }

  /** {@code nomen log list}. */
  @Command(name = "list", description = "List the changes of a zone, oldest first, one line each.")
  static final class ListEntries extends HistoryCommand {
    @Parameters(
        paramLabel = "ZONE",
        converter = ZoneFile.NameConverter.class,
        description = "The zone's apex.")
    private Name zone;

    @Option(
        names = "--since",
        paramLabel = "TIME",
        converter = TimeConverter.class,
        description =
            "Only changes since TIME: 2h (ago; s, m, h, d or w), 2026-01-02, or"
                + " 2026-01-02T10:00:00Z; UTC without a zone.")
    private @Nullable Instant since;

    @Option(
        names = "--key",
        paramLabel = "NAME",
        converter = ZoneFile.NameConverter.class,
        description = "Only changes signed with this key.")
    private @Nullable Name key;

    @Option(
        names = "--name",
        paramLabel = "NAME",
        converter = ZoneFile.NameConverter.class,
        description = "Only changes of records at this name or below it.")
    private @Nullable Name name;

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "1000",
        description = "Show at most N, the newest. Default: ${DEFAULT-VALUE}")
    private int limit;

    @Option(names = "--json", description = "Print JSON, one object a line for each change.")
    private boolean json;

    @Override
    int run(ServerPlace place) throws Exception {
      if (limit < 1 || limit > LogFilter.MAX_LIMIT) {
        return place.fail("--limit is " + limit + "; allowed: 1 to " + LogFilter.MAX_LIMIT);
      }
      List<String> words = new ArrayList<>(List.of("log", "list", zone.toString()));
      words.addAll(
          new LogFilter(since == null ? 0 : since.toEpochMilli(), key, name, limit).words());
      if (json) {
        words.add(HistoryCommands.JSON);
      }
      return place.askHistory(words);
    }
  }

  /** What is asked of one change. */
  abstract static class OneChange extends HistoryCommand {
    @Parameters(
        index = "0",
        paramLabel = "ZONE",
        converter = ZoneFile.NameConverter.class,
        description = "The zone's apex.")
    private Name zone;

    @Parameters(
        index = "1",
        paramLabel = "SERIAL",
        converter = SerialConverter.class,
        description = "The serial that the change led to.")
    private Long serial;

    final List<String> words(String verb) {
      return List.of("log", verb, zone.toString(), serial.toString());
    }
  }

  /** {@code nomen log show}. */
  @Command(
      name = "show",
      description = "Show the change that led to a serial: - is a record removed, + one added.")
  static final class Show extends OneChange {
    @Override
    int run(ServerPlace place) throws Exception {
      return place.askHistory(words("show"));
    }
  }

  /** {@code nomen log diff}. */
  @Command(
      name = "diff",
      description =
          "Show the net difference between two serials of a zone: - is a record removed, + one"
              + " added.")
  static final class Diff extends HistoryCommand {
    @Parameters(
        index = "0",
        paramLabel = "ZONE",
        converter = ZoneFile.NameConverter.class,
        description = "The zone's apex.")
    private Name zone;

    @Parameters(
        index = "1",
        paramLabel = "FROM",
        converter = SerialConverter.class,
        description = "The serial to start from.")
    private Long from;

    @Parameters(
        index = "2",
        paramLabel = "TO",
        converter = SerialConverter.class,
        description = "The serial to end at.")
    private Long to;

    @Override
    int run(ServerPlace place) throws Exception {
      return place.askHistory(
          List.of("log", "diff", zone.toString(), from.toString(), to.toString()));
    }
  }

  /** {@code nomen log revert}. */
  @Command(
      name = "revert",
      description =
          "Undo the change that led to a serial, by a new change. Records that a later change"
              + " touched stay, and are reported. The server must be running.")
  static final class Revert extends OneChange {
    @Override
    int run(ServerPlace place) throws Exception {
      return place.isRunning()
          ? place.ask(words("revert"))
          : place.fail("the server is not running; start it first (nomen serve), then revert");
    }
  }

  /** {@code nomen log verify}. */
  @Command(
      name = "verify",
      description =
          "Read every record of the log in the data directory of a stopped server; ends with 1 if"
              + " one is damaged or missing.")
  static final class Verify extends HistoryCommand {
    @Spec private CommandSpec spec;

    @Override
    int run(ServerPlace place) throws Exception {
      Path directory = place.dataDirectory();
      if (directory == null || !Files.isDirectory(directory)) {
        return place.fail(
            "there is no data directory" + (directory == null ? "" : " " + directory));
      }
      if (place.isRunning()) {
        return place.fail("the server is running and writes to " + directory + "; stop it first");
      }
      LocalDisk disk = new LocalDisk(directory);
      if (disk.isReadOnly()) {
        return tell(LogVerification.of(disk));
      }
      // A server whose socket is elsewhere holds it too.
      try (DiskLock lock = disk.lock(StoredZones.LOCK)) {
        assert lock != null;
        return tell(LogVerification.of(disk));
      }
    }

    private int tell(LogVerification found) {
      PrintWriter out = spec.commandLine().getOut();
      found.damage().forEach(what -> out.println("damaged: " + what));
      out.printf(
          Locale.ROOT,
          "log %s: %d segments, %d records, last LSN %d%s%n",
          found.isSound() ? "ok" : "DAMAGED",
          found.segments(),
          found.records(),
          found.lastLsn(),
          found.tornOctets() == 0
              ? ""
              : "; %d octets at the end that are no whole batch".formatted(found.tornOctets()));
      if (!found.isSound()) {
        out.println(
            found.isStartable()
                ? "a server starts on it: the zones are whole, their history is not"
                : "no server starts on it: changes that were acknowledged are missing, or can be");
      }
      out.flush();
      return found.isSound() ? ExitCode.OK : ExitCode.FINDINGS;
    }
  }

  /** Makes a serial of an argument. */
  static final class SerialConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      try {
        return Integer.toUnsignedLong(Integer.parseUnsignedInt(text));
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'" + text + "' is not a serial: 0 to 4294967295");
      }
    }
  }

  /** Makes a time of an argument. */
  static final class TimeConverter implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return TimeText.scan(text, Instant.now());
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
