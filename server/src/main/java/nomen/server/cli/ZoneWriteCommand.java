package nomen.server.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import nomen.codec.name.Name;
import nomen.server.storage.StoredZones;
import nomen.store.log.DiskLock;
import nomen.store.log.LocalDisk;
import nomen.store.log.LogSettings;
import nomen.store.log.RecoveredZone;
import nomen.store.log.Recovery;
import nomen.store.log.SegmentedLog;
import nomen.store.zonefile.ZoneFileWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nomen zone write}: exports a zone, or all of them, as they are now. */
@Command(
    name = "write",
    description =
        "Write a zone as the server has it now, with all dynamic changes, as a master file.")
final class ZoneWriteCommand extends LogCommand.HistoryCommand {
  /** Characters of a zone's name that stand in the name of its file as they are. */
  private static final String PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789-_";

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ZONE",
      converter = ZoneFile.NameConverter.class,
      description = "The zone's apex.")
  private @Nullable Name zone;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description =
          "The file. A regular one is replaced when all is written; a device or pipe is written"
              + " into; a symbolic link is refused. Without it, standard output.")
  private @Nullable Path file;

  @Option(
      names = "--all",
      paramLabel = "DIR",
      description =
          "Write every zone into this folder, each to a file of its own: example.com.zone.")
  private @Nullable Path folder;

  @Option(
      names = "--portable",
      description = "Print newer RR types in the generic form of RFC 3597, for older software.")
  private boolean portable;

  /** The zones as a server has them. */
  private interface Source {
    /** The apexes of all zones with data. */
    List<Name> zones() throws Exception;

    int write(Name apex, OutputStream out) throws Exception;
  }

  @Override
  int run(ServerPlace place) throws Exception {
    Name one = zone;
    Path all = folder;
    if ((one == null) == (all == null)) {
      throw new ParameterException(spec.commandLine(), "say either a ZONE or --all DIR");
    }
    try {
      return withSource(
          place, source -> all == null ? writeOne(source, one) : writeAll(place, source, all));
    } catch (FileSystemException e) {
      String why = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
      return place.fail(e.getFile() + ": " + why);
    }
  }

  private int writeOne(Source source, @Nullable Name apex) throws Exception {
    Name one = Objects.requireNonNull(apex);
    Path target = file;
    if (target == null) {
      return source.write(one, StandardOutput.octetsOf(spec.commandLine()));
    }
    return ExportFile.write(target, out -> source.write(one, out));
  }

  private int writeAll(ServerPlace place, Source source, Path into) throws Exception {
    Files.createDirectories(into);
    int worst = ExitCode.OK;
    for (Name apex : source.zones()) {
      try {
        int code = ExportFile.write(into.resolve(fileName(apex)), out -> source.write(apex, out));
        worst = Math.max(worst, code);
      } catch (IOException e) {
        worst = Math.max(worst, place.fail("zone " + apex + ": " + e.getMessage()));
      }
    }
    return worst;
  }

  /** A name that no other zone's file has and that leads out of no folder. */
  static String fileName(Name apex) {
    String text = apex.toString().toLowerCase(Locale.ROOT);
    boolean isRoot = text.equals(".");
    StringBuilder name = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (octet & 0xff);
      if (PLAIN.indexOf(character) >= 0 || character == '.' && !isRoot) {
        name.append(character);
      } else {
        name.append(String.format(Locale.ROOT, "%%%02x", (int) character));
      }
    }
    return name.append(isRoot ? ".zone" : "zone").toString();
  }

  /** What is done with the zones of a server. */
  private interface Use {
    int of(Source source) throws Exception;
  }

  private int withSource(ServerPlace place, Use use) throws Exception {
    if (place.isRunning()) {
      return use.of(new Running(place, portable));
    }
    Path directory = place.dataDirectory();
    if (directory == null || !Files.isDirectory(directory)) {
      return place.fail("the server does not run, and has no data directory to read");
    }
    LocalDisk disk = new LocalDisk(directory);
    DiskLock readOnly = () -> {};
    try (DiskLock lock = disk.isReadOnly() ? readOnly : disk.lock(StoredZones.LOCK)) {
      assert lock != null;
      Recovery recovery =
          Recovery.run(disk, LogSettings.DEFAULT, Runnable::run, new SecureRandom(), 1);
      try (SegmentedLog log = recovery.log()) {
        assert log.durableLsn() >= 0;
        return use.of(new AtRest(place, directory, recovery, portable));
      }
    }
  }

  private record Running(ServerPlace place, boolean portable) implements Source {
    @Override
    public List<Name> zones() throws Exception {
      ByteArrayOutputStream names = new ByteArrayOutputStream();
      if (place.ask(List.of("zone", "names"), names) != ExitCode.OK) {
        throw new IOException("the server does not say which zones it has");
      }
      return names.toString(StandardCharsets.UTF_8).lines().map(Name::parse).toList();
    }

    @Override
    public int write(Name apex, OutputStream out) throws Exception {
      return place.ask(
          portable
              ? List.of("zone", "print", apex.toString(), "portable")
              : List.of("zone", "print", apex.toString()),
          out);
    }
  }

  private record AtRest(ServerPlace place, Path directory, Recovery recovery, boolean portable)
      implements Source {
    @Override
    public List<Name> zones() {
      return recovery.zones().keySet().stream().sorted().toList();
    }

    @Override
    public int write(Name apex, OutputStream out) throws Exception {
      RecoveredZone found = recovery.zones().get(apex);
      if (found == null) {
        return place.fail("zone " + apex + " is not in " + directory);
      }
      new ZoneFileWriter(out, portable).write(found.zone());
      return ExitCode.OK;
    }
  }
}
