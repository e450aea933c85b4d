package nomen.server.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.List;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nomen zone write}: exports a zone as it is now. */
@Command(
    name = "write",
    description =
        "Write a zone as the server has it now, with all dynamic changes, as a master file.")
final class ZoneWriteCommand extends LogCommand.HistoryCommand {
  @Parameters(
      index = "0",
      paramLabel = "ZONE",
      converter = ZoneFile.NameConverter.class,
      description = "The zone's apex.")
  private Name zone;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description = "The file; it is replaced when all is written. Without it, standard output.")
  private @Nullable Path file;

  @Option(
      names = "--portable",
      description = "Print young RR types in the generic form of RFC 3597, for older software.")
  private boolean portable;

  @Override
  int run(ServerPlace place) throws Exception {
    Path target = file;
    if (target == null) {
      try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
        return write(place, out);
      }
    }
    Path young = target.resolveSibling(target.getFileName() + ".new");
    int code;
    try (FileChannel channel =
        FileChannel.open(
            young,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      code = write(place, Channels.newOutputStream(channel));
      channel.force(true);
    }
    if (code == ExitCode.OK) {
      Files.move(young, target, StandardCopyOption.ATOMIC_MOVE);
    } else {
      Files.delete(young);
    }
    return code;
  }

  private int write(ServerPlace place, OutputStream out) throws Exception {
    if (place.isRunning()) {
      return place.ask(
          portable
              ? List.of("zone", "print", zone.toString(), "portable")
              : List.of("zone", "print", zone.toString()),
          out);
    }
    Path directory = place.dataDirectory();
    if (directory == null || !Files.isDirectory(directory)) {
      return place.fail("the server does not run, and has no data directory to read");
    }
    return writeAtRest(place, directory, out);
  }

  private int writeAtRest(ServerPlace place, Path directory, OutputStream out) throws IOException {
    LocalDisk disk = new LocalDisk(directory);
    try (DiskLock lock = disk.lock(StoredZones.LOCK)) {
      assert lock != null;
      Recovery recovery =
          Recovery.run(disk, LogSettings.DEFAULT, Runnable::run, new SecureRandom(), 1);
      try (SegmentedLog log = recovery.log()) {
        assert log.durableLsn() >= 0;
        RecoveredZone found = recovery.zones().get(zone);
        if (found == null) {
          return place.fail("zone " + zone + " is not in " + directory);
        }
        new ZoneFileWriter(out, portable).write(found.zone());
        return ExitCode.OK;
      }
    }
  }
}
