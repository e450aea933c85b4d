package nomen.store.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another process does to the files of the log while it is written. */
final class LogWatchTest {
  private static final LogSettings SETTINGS = new LogSettings(8192);

  /** Forces within which everything that is needed was looked at. */
  private static final int LOOKS = 100;

  @TempDir private Path folder;
  private final GeneratedRecords records = new GeneratedRecords(3, 2);
  private SegmentedLog log;

  @BeforeEach
  void open() throws IOException {
    log = open(1);
    while (SegmentFiles.list(new LocalDisk(folder)).size() < 3) {
      force();
    }
  }

  @AfterEach
  void close() throws IOException {
    log.close();
  }

  private SegmentedLog open(long fromLsn) throws IOException {
    return SegmentedLog.open(
        new LocalDisk(folder), SETTINGS, Runnable::run, new Random(1), fromLsn, _ -> {});
  }

  private void force() throws IOException {
    log.append(records.next(log.nextLsn()));
    log.force();
  }

  private Path segment(int number) throws IOException {
    List<Long> firsts = SegmentFiles.list(new LocalDisk(folder));
    return folder.resolve(SegmentFiles.path(firsts.get(number < 0 ? firsts.size() - 1 : number)));
  }

  /** The first batch is refused, and so is every later one. */
  private void assertRefusesAtOnce() {
    long before = log.durableLsn();
    assertThrows(IOException.class, this::force);
    assertEquals(before, log.durableLsn());
    assertNotNull(log.failure());
    assertThrows(IOException.class, this::force);
  }

  private void assertRefusesSoon() {
    assertThrows(
        IOException.class,
        () -> {
          for (int i = 0; i < LOOKS; i++) {
            force();
          }
        });
    assertNotNull(log.failure());
  }

  private static void truncate(Path file, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  @Test
  void segmentThatIsCutToNothingIsSeenAtOnce() throws IOException {
    truncate(segment(-1), 0);
    assertRefusesAtOnce();
  }

  @Test
  void segmentThatIsCutShortIsSeenAtOnce() throws IOException {
    truncate(segment(-1), 8000);
    assertRefusesAtOnce();
  }

  @Test
  void segmentThatIsOverwrittenWithZerosIsSeenAtOnce() throws IOException {
    try (FileChannel channel = FileChannel.open(segment(-1), StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(8192), 0);
    }
    assertRefusesAtOnce();
  }

  @Test
  void olderSegmentThatIsDeletedIsSeenSoon() throws IOException {
    Files.delete(segment(1));
    assertRefusesSoon();
  }

  @Test
  void olderSegmentThatIsCutShortIsSeenSoon() throws IOException {
    truncate(segment(0), 100);
    assertRefusesSoon();
  }

  @Test
  void olderSegmentThatNobodyNeedsIsNotMissed() throws IOException {
    long second = SegmentFiles.list(new LocalDisk(folder)).get(1);
    log.retain(second - 1, 0, _ -> Retention.ALL);
    Files.delete(segment(0));
    for (int i = 0; i < LOOKS; i++) {
      force();
    }
  }

  @Test
  void secondProcessIsKeptOutByTheLogItself() throws IOException {
    IOException e = assertThrows(IOException.class, () -> open(1));
    assertTrue(String.valueOf(e.getMessage()).contains("another process is using"));
    assertTrue(log.isSoleOwner());
    force();
  }

  @Test
  void lockThatWasRemovedIsSeenSoon() throws IOException {
    Files.delete(folder.resolve(DurableMark.PATH));
    assertFalse(log.isSoleOwner());
    assertRefusesSoon();
  }

  @Test
  void whatWasAcknowledgedBeforeTheDamageIsKnownToBeAll() throws IOException {
    truncate(segment(-1), 0);
    assertRefusesAtOnce();
    long last = log.durableLsn();
    log.close();
    assertEquals(new DurableMark.Seen(last, true), DurableMark.read(new LocalDisk(folder)));
    // A checkpoint that was written when the log failed has everything.
    log = open(last + 1);
    assertEquals(last + 1, log.nextLsn());
    assertEquals(1, log.damagedHistory().size());
    force();
  }
}
