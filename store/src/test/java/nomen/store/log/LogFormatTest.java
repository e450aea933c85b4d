package nomen.store.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.store.zone.Changeset;
import org.junit.jupiter.api.Test;

/** The octets of the format, which no version of the program may read or write otherwise. */
final class LogFormatTest {
  private static final Name ZONE = Name.parse("Example.");
  private static final String SEGMENT =
      """
      4e4f4d454e4c4f47 00000002 00000000 0000000000000001 0000000000000000
      0123456789abcdef 00000800 bdb74431
      """;

  /** Version 1, as it was written before the size was in it. */
  private static final String OLD_SEGMENT =
      """
      4e4f4d454e4c4f47 00000001 00000000 0000000000000001 0000000000000000
      0123456789abcdef cbeaae2a 00000000
      """;

  private static final String MARK =
      """
      4e6f6d656e4c534e 00000001 00000001 0000000000000002 00000000 def43c0e
      """;
  private static final String FRAME =
      """
      4e4d4631 000000fa 0000000000000001 00000002 517ebce6 1f59d538
      """;
  private static final String CHANGE =
      """
      00000099 01 02 04 05 0000000000000001 0000019a00000001 0000000000000007 fedcba9876543210
      ffffffff 00000001 00000001 00000002 c0de 0005
      07 4578616d706c65 00  03 6b6579 00  c0000201  72 75 6c c3a8
      07 4578616d706c65 00  0001 0001 00000e10 0004 c0000202
      01 61 07 4578616d706c65 00  ff00 0001 7fffffff 0002 beef
      01 61 07 4578616d706c65 00  0010 0001 00000000 0003 02 6869
      """;
  private static final String REMOVAL =
      """
      00000045 03 04 00 00 0000000000000002 0000019a00000002 0000000000000000 0000000000000000
      00000000 00000000 00000000 00000000 0000 0000
      07 4578616d706c65 00
      """;

  private static ResourceRecord record(String owner, int type, int ttlSeconds, String rdata) {
    byte[] octets = HexFormat.of().parseHex(rdata);
    return new ResourceRecord(
        Name.parse(owner, ZONE),
        RRClass.IN,
        ttlSeconds,
        Rdata.ofValid(RRTypes.of(type), octets, 0, octets.length));
  }

  private static List<LogRecord> records() throws IOException {
    byte[] address = {(byte) 192, 0, 2, 1};
    Author author =
        new Author(
            Author.Via.TCP,
            Name.parse("key."),
            new InetSocketAddress(InetAddress.getByAddress(address), 0xc0de),
            "rul\u00e8");
    Changeset changes =
        new Changeset(
            ZONE,
            -1,
            1,
            List.of(record("@", 1, 3600, "c0000202")),
            List.of(record("a", 0xff00, Integer.MAX_VALUE, "beef"), record("a", 16, 0, "026869")));
    return List.of(
        new LogRecord.Change(1, 0x19a00000001L, author, 0xfedcba9876543210L, 7, changes),
        new LogRecord.Removal(
            2, 0x19a00000002L, ZONE, new Author(Author.Via.CONTROL, null, null, "")));
  }

  private static byte[] octets(String hexadecimal) {
    return HexFormat.of().parseHex(hexadecimal.replaceAll("\\s", ""));
  }

  @Test
  void octetsAreThese() throws IOException {
    SimulatedDisk disk = new SimulatedDisk(1);
    try (SegmentedLog log = open(disk, new ArrayList<>())) {
      for (LogRecord record : records()) {
        log.append(record);
      }
      log.force();
    }
    byte[] golden = octets(SEGMENT + FRAME + CHANGE + REMOVAL);
    byte[] file = disk.octets("log/00000000000000000001.log");
    assertEquals(
        HexFormat.of().formatHex(golden),
        HexFormat.of().formatHex(Arrays.copyOf(file, golden.length)));
    List<LogRecord> replayed = new ArrayList<>();
    open(disk, replayed).close();
    assertEquals(records(), replayed);
  }

  @Test
  void theMarkBesideTheSegmentsIsThis() throws IOException {
    SimulatedDisk disk = new SimulatedDisk(1);
    try (SegmentedLog log = open(disk, new ArrayList<>())) {
      for (LogRecord record : records()) {
        log.append(record);
      }
      log.force();
    }
    assertEquals(
        HexFormat.of().formatHex(octets(MARK)),
        HexFormat.of().formatHex(disk.octets("log/durable")));
  }

  @Test
  void segmentOfTheOldVersionIsReadAndLeftForOneOfTheNew() throws IOException {
    SimulatedDisk disk = new SimulatedDisk(1);
    byte[] old = octets(OLD_SEGMENT + FRAME + CHANGE + REMOVAL);
    try (DiskFile file = disk.create("log/00000000000000000001.log", 2048)) {
      file.write(0, ByteBuffer.wrap(old));
      file.force();
    }
    disk.forceDirectory("log");
    List<LogRecord> replayed = new ArrayList<>();
    LogRecord next = new GeneratedRecords(1, 1).next(3);
    try (SegmentedLog log = open(disk, replayed)) {
      log.append(next);
      log.force();
    }
    List<LogRecord> expected = new ArrayList<>(records());
    assertEquals(expected, replayed);
    expected.add(next);
    replayed.clear();
    open(disk, replayed).close();
    assertEquals(expected, replayed);
    assertEquals(List.of(1L, 3L), SegmentFiles.list(disk));
    assertEquals(2048, SegmentFiles.header(disk, 3).sizeOctets());
  }

  private static SegmentedLog open(Disk disk, List<LogRecord> replayed) throws IOException {
    return SegmentedLog.open(
        disk, new LogSettings(2048), Runnable::run, () -> 0x0123456789abcdefL, 1, replayed::add);
  }
}
