package nomen.store.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was acknowledged last and is gone: told from what never was, whenever that can be known. */
final class LostTailTest {
  private static final LogSettings SETTINGS = new LogSettings(8192);
  private static final String SEGMENT = "log/00000000000000000001.log";

  private SimulatedDisk disk = new SimulatedDisk(1);
  private final List<LogRecord> written = new ArrayList<>();

  /** Where frames stand, and where the last one ends. */
  private final List<Long> frames = new ArrayList<>();

  private SegmentedLog open(long fromLsn, long leastLsn) throws IOException {
    return SegmentedLog.open(
        disk, SETTINGS, Runnable::run, new Random(1), fromLsn, leastLsn, _ -> {});
  }

  /** A server that was killed: ten frames, and a mark that nobody forced. */
  @BeforeEach
  void fill() throws IOException {
    GeneratedRecords records = new GeneratedRecords(4, 2);
    SegmentedLog log = open(1, 0);
    for (int i = 0; i < 10; i++) {
      written.add(records.next(log.nextLsn()));
      log.append(written.getLast());
      log.force();
    }
    disk.restart();
    try (FrameReader reader = FrameReader.open(disk, SEGMENT)) {
      while (reader.next()) {
        frames.add(reader.frameOffset());
      }
      frames.add(reader.offset());
    }
    assertEquals(11, frames.size());
  }

  private void overwrite(String path, byte[] octets) throws IOException {
    disk.delete(path);
    try (DiskFile file = disk.create(path, 0)) {
      file.write(0, ByteBuffer.wrap(octets));
    }
  }

  private void cutShort(long size) throws IOException {
    overwrite(SEGMENT, Arrays.copyOf(disk.octets(SEGMENT), (int) size));
  }

  private void zeroFrames(int from) throws IOException {
    byte[] octets = disk.octets(SEGMENT);
    Arrays.fill(octets, (int) (long) frames.get(from), octets.length, (byte) 0);
    overwrite(SEGMENT, octets);
  }

  private String refusal(long fromLsn, long leastLsn) throws IOException {
    byte[] before = disk.octets(SEGMENT);
    CorruptLogException e =
        assertThrows(CorruptLogException.class, () -> open(fromLsn, leastLsn).close());
    assertArrayEquals(before, disk.octets(SEGMENT), "nothing was touched");
    LogVerification found = LogVerification.of(disk);
    assertFalse(found.isSound());
    assertFalse(found.isStartable());
    return String.valueOf(e.getMessage());
  }

  @Test
  void segmentCutShortAnywhereIsRefused() throws IOException {
    byte[] whole = disk.octets(SEGMENT);
    for (long size = SegmentHeader.OCTETS; size < whole.length; size += 97) {
      overwrite(SEGMENT, Arrays.copyOf(whole, (int) size));
      String reason = refusal(1, 0);
      assertTrue(reason.contains("at octet " + size + ": the file was cut short"), reason);
    }
  }

  @Test
  void segmentCutShortIsRefusedWithoutAMarkToo() throws IOException {
    disk.delete(DurableMark.PATH);
    cutShort(frames.get(5));
    assertTrue(refusal(1, 0).contains("changes that were acknowledged can be missing"));
  }

  @Test
  void oldSegmentCutShortWithinAFrameIsRefused() throws IOException {
    byte[] octets = disk.octets(SEGMENT);
    SegmentHeader header = SegmentFiles.header(disk, 1);
    new SegmentHeader(1, 0, header.salt(), 0).write().get(octets, 0, SegmentHeader.OCTETS);
    disk.delete(DurableMark.PATH);
    overwrite(SEGMENT, Arrays.copyOf(octets, (int) (frames.get(6) - 8)));
    assertTrue(refusal(1, 0).contains("needs more"));
  }

  @Test
  void zeroedLastFramesAreMissedAfterAProcessWasKilled() throws IOException {
    byte[] whole = disk.octets(SEGMENT);
    for (int from = 0; from < 10; from++) {
      overwrite(SEGMENT, whole);
      zeroFrames(from);
      String reason = refusal(1, 0);
      assertTrue(
          reason.contains("the log ends with LSN %d, and LSN 10 was durable".formatted(from)),
          reason);
    }
  }

  @Test
  void framesThatACheckpointKnowsAreMissed() throws IOException {
    disk.delete(DurableMark.PATH);
    zeroFrames(7);
    disk.create(CheckpointFiles.path(9), 0).close();
    String reason = refusal(1, 9);
    assertTrue(reason.contains("ends with LSN 7, and LSN 9 was durable"), reason);
  }

  @Test
  void tornMarkSaysNothing() throws IOException {
    byte[] mark = disk.octets(DurableMark.PATH);
    mark[20] ^= 1;
    overwrite(DurableMark.PATH, mark);
    zeroFrames(9);
    try (SegmentedLog log = open(1, 0)) {
      assertEquals(9, log.durableLsn());
    }
  }

  @Test
  void directoryWithoutSegmentsIsNotSound() throws IOException {
    disk.delete(SEGMENT);
    disk.delete(DurableMark.PATH);
    assertTrue(LogVerification.of(disk).isSound(), "nothing says that there was one");
    disk.create(CheckpointFiles.path(9), 0).close();
    assertFalse(LogVerification.of(disk).isSound());
    assertThrows(CorruptLogException.class, () -> open(10, 9));
  }

  @Test
  void directoryThatHasAnImageHadALog() throws IOException {
    disk.delete(SEGMENT);
    disk.delete(DurableMark.PATH);
    disk.create(BaseImages.path(1), 0).close();
    assertFalse(LogVerification.of(disk).isSound());
    CorruptLogException e = assertThrows(CorruptLogException.class, () -> open(1, 0));
    assertTrue(String.valueOf(e.getMessage()).contains("there is base/"), e.getMessage());
  }

  @Test
  void checkpointOfAllThatWasAcknowledgedNeedsNoLog() throws IOException {
    open(1, 0).close();
    disk.restart();
    cutShort(0);
    // The mark is final, and says that nothing came after what the checkpoint has.
    try (SegmentedLog log = open(11, 10)) {
      assertEquals(11, log.nextLsn());
      assertEquals(1, log.damagedHistory().size());
      log.append(new GeneratedRecords(4, 2).next(11));
      log.force();
    }
    disk.restart();
    assertEquals(List.of(1L, 11L), SegmentFiles.list(disk));
    open(11, 10).close();
    LogVerification found = LogVerification.of(disk);
    assertFalse(found.isSound());
  }

  @Test
  void damagedSegmentBeforeTheCheckpointIsToldAndLeft() throws IOException {
    try (SegmentedLog log = open(1, 0)) {
      GeneratedRecords records = new GeneratedRecords(5, 2);
      while (SegmentFiles.list(disk).size() < 3) {
        log.append(records.next(log.nextLsn()));
        log.force();
      }
    }
    disk.restart();
    disk.damage(SEGMENT, 9, 1);
    long from = SegmentFiles.list(disk).get(1);
    try (SegmentedLog log = open(from, from - 1)) {
      assertTrue(log.damagedHistory().getFirst().startsWith(SEGMENT));
    }
    disk.create(CheckpointFiles.path(from - 1), 0).close();
    LogVerification found = LogVerification.of(disk);
    assertEquals(1, found.damage().size());
    assertTrue(found.isStartable());
  }
}
