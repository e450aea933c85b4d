package nomen.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import nomen.codec.name.Name;
import nomen.store.log.Author;
import nomen.store.log.CheckpointPolicy;
import nomen.store.log.Checkpointer;
import nomen.store.log.LocalDisk;
import nomen.store.log.LogRecord;
import nomen.store.log.LogSettings;
import nomen.store.log.Recovery;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;

/** Recovers a data directory some times over, so that the JVM compiles that early in a start. */
final class RehearsedRecovery {
  private static final Name APEX = Name.parse("large.example.");
  private static final int NAMES = 100_000;
  private static final int TIMES = 10;
  private static final int THREADS = 2;
  private static final int A = 1;

  private RehearsedRecovery() {}

  static void run(Path folder) throws IOException {
    LocalDisk disk = new LocalDisk(folder);
    disk.createDirectory("");
    Recovery empty = recover(disk);
    fill(empty);
    empty.log().close();
    for (int i = 0; i < TIMES; i++) {
      recover(disk).log().close();
    }
  }

  private static Recovery recover(LocalDisk disk) throws IOException {
    return Recovery.run(disk, LogSettings.DEFAULT, Runnable::run, new Random(1), THREADS);
  }

  /** Puts a zone into a data directory, and writes a checkpoint. */
  private static void fill(Recovery recovery) throws IOException {
    ZoneSnapshot zone = zone();
    long image = recovery.images().write(zone, List.of());
    Author author = new Author(Author.Via.CONTROL, null, null, "");
    LogRecord load =
        new LogRecord.Load(recovery.log().nextLsn(), 0, APEX, author, image, (int) zone.serial());
    recovery.log().append(load);
    recovery.log().force();
    DatabaseSnapshot zones = DatabaseSnapshot.of(List.of(zone));
    try (Checkpointer checkpointer =
        new Checkpointer(
            recovery, CheckpointPolicy.DEFAULT, InstantSource.system(), List.of(), lsn -> {})) {
      checkpointer.committed(zones, load.lsn(), List.of(load));
      checkpointer.request(zones, load.lsn());
      checkpointer.writeWanted();
    }
  }

  private static ZoneSnapshot zone() {
    ZoneEditor editor = new ZoneEditor(APEX);
    byte[] address = {(byte) 192, 0, 2, 1};
    for (int i = 0; i < NAMES; i++) {
      editor.add(APEX.child("host-" + i), A, 3600, address);
    }
    return editor.build();
  }
}
