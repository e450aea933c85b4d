package nomen.store.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log on the machine's file system. */
final class SegmentedLogTest {
  private static final LogSettings SETTINGS = new LogSettings(50_000);

  @TempDir private Path folder;
  private Disk disk = new LocalDisk(Path.of(""));

  @BeforeEach
  void begin() {
    disk = new LocalDisk(folder.resolve("data"));
  }

  private SegmentedLog open(long fromLsn, List<LogRecord> replayed) throws IOException {
    return SegmentedLog.open(disk, SETTINGS, Runnable::run, new Random(1), fromLsn, replayed::add);
  }

  private List<LogRecord> replay(long fromLsn) throws IOException {
    List<LogRecord> replayed = new ArrayList<>();
    open(fromLsn, replayed).close();
    return replayed;
  }

  /** Appends generated records in batches. */
  private List<LogRecord> fill(int count) throws IOException {
    List<LogRecord> written = new ArrayList<>();
    GeneratedRecords records = new GeneratedRecords(5, 3);
    Random sizes = new Random(6);
    try (SegmentedLog log = open(1, new ArrayList<>())) {
      while (written.size() < count) {
        for (int i = sizes.nextInt(10); i >= 0; i--) {
          LogRecord record = records.next(log.nextLsn());
          log.append(record);
          written.add(record);
        }
        log.force();
        assertEquals(written.size(), log.durableLsn());
      }
    }
    return written;
  }

  @Test
  void recordsOfAllKindsComeBack() throws IOException {
    List<LogRecord> written = fill(2000);
    assertTrue(SegmentFiles.list(disk).size() > 5, "there are several segments");
    assertEquals(written, replay(1));
    assertEquals(written, replay(1), "recovering changes nothing");
    assertEquals(written.subList(999, written.size()), replay(1000));
    assertEquals(List.of(), replay(written.size() + 1));
  }

  @Test
  void aLogThatEndsTooEarlyIsRefused() throws IOException {
    int count = fill(20).size();
    CorruptLogException e = assertThrows(CorruptLogException.class, () -> replay(count + 2));
    assertTrue(
        String.valueOf(e.getMessage())
            .contains("the log ends with LSN %d, and LSN %d was".formatted(count, count + 1)),
        e.getMessage());
  }

  @Test
  void whatWasNotForcedIsForgotten() throws IOException {
    GeneratedRecords records = new GeneratedRecords(7, 3);
    List<LogRecord> kept = new ArrayList<>();
    try (SegmentedLog log = open(1, new ArrayList<>())) {
      log.append(records.next(1));
      log.append(records.next(2));
      log.discard();
      assertEquals(1, log.nextLsn());
      kept.add(records.next(1));
      log.append(kept.getFirst());
      log.force();
      log.append(records.next(2));
    }
    assertEquals(kept, replay(1));
  }

  private void assertRefuses(SegmentedLog log, GeneratedRecords records) throws IOException {
    log.append(records.next(2));
    IOException e = assertThrows(IOException.class, log::force);
    assertTrue(String.valueOf(e.getMessage()).contains("was deleted, replaced"), e.getMessage());
    assertEquals(1, log.durableLsn());
    assertThrows(IOException.class, () -> log.append(records.next(3)));
  }

  @Test
  void nothingIsAcknowledgedThatIsWrittenToADeletedFile() throws IOException {
    GeneratedRecords records = new GeneratedRecords(7, 3);
    try (SegmentedLog log = open(1, new ArrayList<>())) {
      log.append(records.next(1));
      log.force();
      disk.delete(SegmentFiles.path(1));
      assertRefuses(log, records);
    }
  }

  @Test
  void aSegmentThatWasMovedAwayHasNothingThatWasRefused() throws IOException {
    GeneratedRecords records = new GeneratedRecords(7, 3);
    LogRecord first = records.next(1);
    try (SegmentedLog log = open(1, new ArrayList<>())) {
      log.append(first);
      log.force();
      disk.rename(SegmentFiles.path(1), "log/aside");
      disk.create(SegmentFiles.path(1), 0).close();
      assertRefuses(log, records);
    }
    disk.rename("log/aside", SegmentFiles.path(1));
    assertEquals(List.of(first), replay(1));
  }

  @Test
  void numbersFollowOneAnother() throws IOException {
    GeneratedRecords records = new GeneratedRecords(8, 3);
    try (SegmentedLog log = open(1, new ArrayList<>())) {
      assertThrows(IllegalArgumentException.class, () -> log.append(records.next(2)));
      log.append(records.next(1));
      assertThrows(IllegalArgumentException.class, () -> log.append(records.next(1)));
    }
  }

  @Test
  void aFrameThatIsLargerThanASegmentGetsOneOfItsOwn() throws IOException {
    GeneratedRecords records = new GeneratedRecords(9, 2000);
    List<LogRecord> written = new ArrayList<>();
    try (SegmentedLog log = open(1, new ArrayList<>())) {
      for (int i = 1; i <= 40; i++) {
        written.add(records.next(i));
        log.append(written.getLast());
        if (i % 10 == 0) {
          log.force();
        }
      }
    }
    assertEquals(List.of(1L, 11L, 21L, 31L), SegmentFiles.list(disk).subList(0, 4));
    assertEquals(written, replay(1));
  }
}
