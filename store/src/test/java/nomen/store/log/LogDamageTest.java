package nomen.store.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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

/** Octets that are not what was written: what was torn is cut off, what was damaged is refused. */
final class LogDamageTest {
  private static final LogSettings SETTINGS = new LogSettings(4096);

  private final SimulatedDisk disk = new SimulatedDisk(1);
  private final List<LogRecord> written = new ArrayList<>();

  /** Where frames stand in the last segment, and where the last one ends. */
  private final List<Long> frames = new ArrayList<>();

  private String last = "";

  private List<LogRecord> replay() throws IOException {
    List<LogRecord> replayed = new ArrayList<>();
    open(replayed).close();
    return replayed;
  }

  private SegmentedLog open(List<LogRecord> replayed) throws IOException {
    return SegmentedLog.open(disk, SETTINGS, Runnable::run, new Random(1), 1, replayed::add);
  }

  @BeforeEach
  void fill() throws IOException {
    GeneratedRecords records = new GeneratedRecords(4, 2);
    try (SegmentedLog log = open(new ArrayList<>())) {
      for (int i = 0; i < 60; i++) {
        written.add(records.next(log.nextLsn()));
        log.append(written.getLast());
        if (i % 2 == 1) {
          log.force();
        }
      }
    }
    List<Long> firsts = SegmentFiles.list(disk);
    assertTrue(firsts.size() >= 3);
    last = SegmentFiles.path(firsts.getLast());
    try (FrameReader reader = FrameReader.open(disk, last)) {
      while (reader.next()) {
        frames.add(reader.frameOffset());
      }
      frames.add(reader.offset());
    }
    assertTrue(frames.size() >= 4);
  }

  private CorruptLogException assertRefused() {
    return assertThrows(CorruptLogException.class, this::replay);
  }

  private static void assertAt(String file, long offset, CorruptLogException e) {
    assertEquals(file, e.file());
    assertEquals(offset, e.offset());
    assertTrue(
        String.valueOf(e.getMessage()).startsWith(file + ": at octet " + offset + ": "),
        e.getMessage());
  }

  @Test
  void damageBeforeWholeFramesIsRefusedWithItsPlace() {
    long frame = frames.get(frames.size() - 3);
    disk.damage(last, (int) frame + 40, 0x10);
    byte[] before = disk.octets(last);
    CorruptLogException e = assertRefused();
    assertAt(last, frame, e);
    assertTrue(
        String.valueOf(e.getMessage())
            .endsWith("but the frame of LSN 59 stands at octet " + frames.get(frames.size() - 2)));
    assertArrayEquals(before, disk.octets(last), "nothing was touched");
    assertAt(last, frame, assertRefused());
  }

  @Test
  void damageInASegmentThatIsFollowedIsRefusedWithItsPlace() throws IOException {
    String first = SegmentFiles.path(1);
    disk.damage(first, 60, 1);
    assertAt(first, SegmentHeader.OCTETS, assertRefused());
  }

  @Test
  void anyBitThatIsDamagedCostsNoMoreThanTheLastBatch() throws IOException {
    for (long first : SegmentFiles.list(disk)) {
      String path = SegmentFiles.path(first);
      boolean isLast = path.equals(last);
      int size = disk.octets(path).length;
      Random random = new Random(first);
      for (int at = 0; at < size; at += 1 + random.nextInt(9)) {
        SimulatedDisk copy = copy();
        copy.damage(path, at, 1 << random.nextInt(8));
        List<LogRecord> replayed = new ArrayList<>();
        try {
          SegmentedLog.open(copy, SETTINGS, Runnable::run, new Random(1), 1, replayed::add).close();
          // A log that opens has all, or all but a last batch that can pass for torn.
          int lost = written.size() - replayed.size();
          assertEquals(written.subList(0, written.size() - lost), replayed);
          boolean inLastFrame = isLast && at >= frames.get(frames.size() - 2);
          assertTrue(lost == 0 || lost == 2 && inLastFrame, path + " at " + at + " lost " + lost);
        } catch (CorruptLogException e) {
          assertEquals(path, e.file());
          assertTrue(e.offset() <= at, path + " at " + at + ": " + e.getMessage());
          boolean atEnd = isLast && at >= frames.get(frames.size() - 2);
          assertTrue(!atEnd, "the last frame can always pass for torn: " + e.getMessage());
        }
      }
    }
  }

  /** Without what tells of the last frame. */
  private SimulatedDisk copy() throws IOException {
    SimulatedDisk copy = new SimulatedDisk(1);
    for (String name : disk.list("log")) {
      if (name.equals("durable")) {
        continue;
      }
      byte[] octets = disk.octets("log/" + name);
      try (DiskFile file = copy.create("log/" + name, octets.length)) {
        file.write(0, ByteBuffer.wrap(octets));
        file.force();
      }
    }
    copy.forceDirectory("log");
    return copy;
  }

  @Test
  void aTornTailIsCutOnceAndKept() throws IOException {
    long end = frames.getLast();
    byte[] torn = new byte[300];
    new Random(7).nextBytes(torn);
    try (DiskFile file = disk.open(last)) {
      file.write(end + 5, ByteBuffer.wrap(torn));
      file.force();
    }
    List<LogRecord> replayed = new ArrayList<>();
    try (SegmentedLog log = open(replayed)) {
      assertEquals(written, replayed);
      TornTail tail = log.tornTail().orElseThrow();
      assertEquals(new TornTail(last, end, 305, last + ".torn-1"), tail);
      byte[] kept = disk.octets(tail.keptAs());
      assertArrayEquals(torn, Arrays.copyOfRange(kept, 5, 305));
    }
    byte[] octets = disk.octets(last);
    for (int at = (int) end; at < octets.length; at++) {
      assertEquals(0, octets[at]);
    }
    try (SegmentedLog log = open(new ArrayList<>())) {
      assertTrue(log.tornTail().isEmpty(), "it is not found again");
    }
  }

  @Test
  void tornTailsThatAreKeptAreLimited() throws IOException {
    for (int i = 1; i <= LogTail.MAX_KEPT + 2; i++) {
      try (DiskFile file = disk.open(last)) {
        file.write(frames.getLast(), ByteBuffer.wrap(new byte[] {(byte) i}));
      }
      try (SegmentedLog log = open(new ArrayList<>())) {
        String kept = log.tornTail().orElseThrow().keptAs();
        assertEquals(i <= LogTail.MAX_KEPT ? last + ".torn-" + i : "", kept);
      }
    }
  }

  @Test
  void whatAClientSentCannotPassForAFrame() throws IOException {
    // Octets of a frame of another segment, which has another salt, as a client could send them.
    String first = SegmentFiles.path(1);
    byte[] frame = Arrays.copyOfRange(disk.octets(first), SegmentHeader.OCTETS, 200);
    ByteBuffer forged = ByteBuffer.wrap(frame);
    forged.putLong(8, 1_000_000);
    try (DiskFile file = disk.open(last)) {
      file.write(frames.getLast() + 8, forged);
      file.force();
    }
    assertEquals(written, replay());
  }

  @Test
  void aSegmentThatIsMissingIsRefused() throws IOException {
    List<Long> firsts = SegmentFiles.list(disk);
    disk.delete(SegmentFiles.path(firsts.get(1)));
    CorruptLogException e = assertRefused();
    assertEquals(SegmentFiles.path(firsts.getFirst()), e.file());
    assertTrue(
        String.valueOf(e.getMessage())
            .endsWith("and the next segment begins with " + firsts.get(2)),
        e.getMessage());
    for (long first : firsts) {
      disk.delete(SegmentFiles.path(first));
    }
    assertThrows(
        CorruptLogException.class,
        () -> SegmentedLog.open(disk, SETTINGS, Runnable::run, new Random(1), 5, _ -> {}));
  }

  @Test
  void anotherVersionIsRefused() throws IOException {
    ByteBuffer header = new SegmentHeader(1, 0, 1, 4096).write();
    byte[] octets = new byte[SegmentHeader.OCTETS];
    header.get(octets);
    octets[11] = 3;
    java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
    crc.update(octets, 0, 44);
    ByteBuffer.wrap(octets).putInt(44, (int) crc.getValue());
    try (DiskFile file = disk.open(SegmentFiles.path(1))) {
      file.write(0, ByteBuffer.wrap(octets));
    }
    assertEquals(
        "log/00000000000000000001.log: at octet 8: format version 3; this program reads 1 and 2",
        assertRefused().getMessage());
  }
}
