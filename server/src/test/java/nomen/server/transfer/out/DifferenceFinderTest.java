package nomen.server.transfer.out;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.store.log.Author;
import nomen.store.log.LocalDisk;
import nomen.store.log.LogRecord;
import nomen.store.log.LogSettings;
import nomen.store.log.SegmentedLog;
import nomen.store.update.PublishedState;
import nomen.store.zone.Changeset;
import nomen.store.zone.DatabaseSnapshot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where differences come from: memory, the log, or nowhere. */
class DifferenceFinderTest {
  private static final Name ZONE = Name.parse("zone.test.");
  private static final Author AUTHOR = new Author(Author.Via.TCP, null, null, "");
  private static final long LARGE_ZONE = 1_000_000;

  @TempDir Path folder;

  private final RecentChanges recent = new RecentChanges(Long.MAX_VALUE, zone -> true);
  private final TransferCounters counters = new TransferCounters();
  private SegmentedLog log;

  @BeforeEach
  void open() throws IOException {
    log =
        SegmentedLog.open(
            new LocalDisk(folder),
            new LogSettings(8192),
            Runnable::run,
            new Random(1),
            1,
            replayed -> {});
  }

  @AfterEach
  void close() throws IOException {
    log.close();
  }

  private static ResourceRecord record(String owner, String type, String rdata) {
    return new ResourceRecord(
        Name.parse(owner),
        RRClass.IN,
        300,
        Rdata.parse(Objects.requireNonNull(RRTypes.parse(type)), rdata));
  }

  private static ResourceRecord soa(int serial) {
    return record("zone.test.", "SOA", "ns.zone.test. h.zone.test. " + serial + " 1 2 3 4");
  }

  /** The change to the next serial: it adds records of its own. */
  private static Changeset change(int serial, int records) {
    List<ResourceRecord> added = new ArrayList<>(List.of(soa(serial + 1)));
    for (int i = 0; i < records; i++) {
      added.add(record("h" + serial + ".zone.test.", "A", "192.0." + i / 256 + "." + i % 256));
    }
    return new Changeset(ZONE, serial, serial + 1, List.of(soa(serial)), added);
  }

  private LogRecord append(Changeset change) throws IOException {
    LogRecord record = new LogRecord.Change(log.nextLsn(), 0, AUTHOR, 0, 0, change);
    log.append(record);
    log.force();
    return record;
  }

  private void remember(LogRecord record) {
    recent.committed(new PublishedState(DatabaseSnapshot.EMPTY, 0), List.of(record));
  }

  private @Nullable Differences find(long most, int from, int to, long zoneRecords)
      throws IOException {
    return new DifferenceFinder(recent, log.history(), most, counters)
        .find(ZONE, from, to, zoneRecords);
  }

  private @Nullable Differences find(int from, int to) throws IOException {
    return find(DifferenceFinder.MAX_CONDENSED_OCTETS, from, to, LARGE_ZONE);
  }

  private static List<ResourceRecord> sent(@Nullable Differences differences) throws IOException {
    HeldMessages held = new HeldMessages();
    TransferMessages to = TestQueries.messages("zone.test.", held);
    assertNotNull(differences).send(to);
    to.end();
    return held.records();
  }

  private static <T> T assertNotNull(@Nullable T value) {
    return Objects.requireNonNull(value);
  }

  @Test
  void theLogIsNotReadForWhatIsInMemory() throws IOException {
    for (int serial = 1; serial < 10; serial++) {
      remember(append(change(serial, 3)));
    }
    Differences.InMemory found = assertInstanceOf(Differences.InMemory.class, find(1, 10));
    assertEquals(2 + 9 * 3, found.records());
    assertEquals(0, counters.get(TransferCounter.READ_FROM_LOG));
  }

  @Test
  void whatIsNotInMemoryIsReadFromTheLog() throws IOException {
    for (int serial = 1; serial < 10; serial++) {
      append(change(serial, 3));
    }
    remember(append(change(10, 3)));
    Differences.InMemory found = assertInstanceOf(Differences.InMemory.class, find(1, 11));
    assertEquals(2 + 10 * 3, found.records());
    assertEquals(1, counters.get(TransferCounter.READ_FROM_LOG));
  }

  @Test
  void whatIsTooMuchForMemoryIsReadAsItIsSent() throws IOException {
    List<ResourceRecord> oneByOne = new ArrayList<>();
    for (int serial = 1; serial < 50; serial++) {
      Changeset change = change(serial, 20);
      remember(append(change));
      oneByOne.addAll(change.removed());
      oneByOne.addAll(change.added());
    }
    Differences found = find(20_000, 1, 50, LARGE_ZONE);
    assertInstanceOf(Differences.InLog.class, found);
    assertEquals(oneByOne, sent(found));
  }

  @Test
  void whatIsLongerThanTheZoneIsNotSent() throws IOException {
    for (int serial = 1; serial < 50; serial++) {
      append(change(serial, 20));
    }
    long records = 2 + 49 * 20;
    assertNotNull(find(Long.MAX_VALUE, 1, 50, records));
    assertNull(find(Long.MAX_VALUE, 1, 50, records - 1));
    assertNull(find(20_000, 1, 50, records - 1));
  }

  @Test
  void fewAreSentThoughTheZoneIsShorter() throws IOException {
    for (int serial = 1; serial < 50; serial++) {
      append(change(serial, 3));
    }
    assertNotNull(find(Long.MAX_VALUE, 1, 50, 5));
    assertNotNull(find(Long.MAX_VALUE, 49, 50, 5));
  }

  @Test
  void whatNobodyKnowsIsNotFound() throws IOException {
    append(change(1, 3));
    append(change(2, 3));
    assertNull(find(7, 3));
    assertNull(find(1, 9));
    assertNull(find(3, 1));
    assertNull(new DifferenceFinder(recent, null, 1 << 20, counters).find(ZONE, 1, 3, LARGE_ZONE));
  }

  @Test
  void aZoneThatWasBegunAnewHasNoHistoryBefore() throws IOException {
    append(change(1, 3));
    log.append(new LogRecord.Load(log.nextLsn(), 0, ZONE, AUTHOR, 1, 2));
    log.force();
    append(change(2, 3));
    assertNull(find(1, 3));
    assertNotNull(find(2, 3));
  }
}
