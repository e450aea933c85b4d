package nomen.server.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import nomen.codec.name.Name;
import nomen.server.storage.StoredZones;
import nomen.store.log.Author;
import nomen.store.log.DiskLock;
import nomen.store.log.LocalDisk;
import nomen.store.log.LogRecord;
import nomen.store.log.LogSettings;
import nomen.store.log.Recovery;
import nomen.store.log.SegmentedLog;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nomen zone erase}: gives up what the data directory has of a zone. */
@Command(
    name = "erase",
    description =
        "Delete what the data directory has of a zone that is not configured any more: its records"
            + " at once, its history when the server writes its next checkpoint.")
final class ZoneEraseCommand extends LogCommand.HistoryCommand {
  @Parameters(
      paramLabel = "ZONE",
      converter = ZoneFile.NameConverter.class,
      description = "The zone's apex.")
  private @Nullable Name zone;

  @Override
  int run(ServerPlace place) throws Exception {
    Name apex = Name.parse(String.valueOf(zone));
    if (place.isRunning()) {
      return place.ask(List.of("zone", "erase", apex.toString()));
    }
    Path directory = place.dataDirectory();
    if (directory == null || !Files.isDirectory(directory)) {
      return place.fail("the server does not run, and has no data directory");
    }
    Set<Name> configured = place.zones();
    if (configured == null) {
      return place.fail("only a configuration says which zones are still wanted: use -c FILE");
    }
    if (configured.contains(apex)) {
      return place.fail("zone " + apex + " is configured: take it out of the configuration first");
    }
    return eraseAtRest(place, directory, apex);
  }

  private static int eraseAtRest(ServerPlace place, Path directory, Name apex) throws Exception {
    LocalDisk disk = new LocalDisk(directory);
    try (DiskLock lock = disk.lock(StoredZones.LOCK)) {
      assert lock != null;
      Recovery recovery =
          Recovery.run(disk, LogSettings.DEFAULT, Runnable::run, new SecureRandom(), 1);
      try (SegmentedLog log = recovery.log()) {
        if (!recovery.zones().containsKey(apex)) {
          return place.fail("zone " + apex + " is not in " + directory);
        }
        Author author =
            new Author(Author.Via.CONTROL, null, null, "user " + System.getProperty("user.name"));
        log.append(new LogRecord.Removal(log.nextLsn(), System.currentTimeMillis(), apex, author));
        log.force();
      }
    }
    place.say("zone " + apex + ": erased; its history goes with the server's next checkpoint");
    return ExitCode.OK;
  }
}
