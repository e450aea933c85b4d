package nomen.store.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import nomen.codec.name.Name;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read of a log that has many segments, against the list of what was written. */
final class HistoryTest {
  private static final Random SALTS = new Random(1);

  private final SimulatedDisk disk = new SimulatedDisk(1);
  private final ZoneHistories written = new ZoneHistories(1, 4);
  private SegmentedLog log = open();

  private SegmentedLog open() {
    try {
      return SegmentedLog.open(disk, new LogSettings(8192), Runnable::run, SALTS, 1, _ -> {});
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void fill() throws IOException {
    written.fill(log, 2000);
    assertTrue(SegmentFiles.list(disk).size() > 10);
  }

  @AfterEach
  void close() throws IOException {
    log.close();
  }

  static <R extends LogRecord> List<R> all(HistoryCursor<R> cursor) throws IOException {
    List<R> all = new ArrayList<>();
    try (cursor) {
      for (R next = cursor.next(); next != null; next = cursor.next()) {
        all.add(next);
      }
    }
    return all;
  }

  @Test
  void entriesOfAZoneComeInOrder() throws IOException {
    for (Name zone : written.zones()) {
      HistoryFilter filter = new HistoryFilter(zone);
      assertEquals(written.of(zone), all(log.history().entries(filter)));
      assertEquals(written.of(zone), all(History.of(disk).entries(filter)));
    }
    assertEquals(List.of(), all(log.history().entries(new HistoryFilter(Name.parse("no.")))));
  }

  @Test
  void filtersChoose() throws IOException {
    Name zone = written.zones().getFirst();
    List<LogRecord> records = written.of(zone);
    long since = records.get(records.size() / 2).timeMillis();
    Name key = Name.parse("KEY1.");
    Name name = zone.child("HOST3");
    assertEquals(
        records.stream().filter(record -> record.timeMillis() >= since).toList(),
        all(log.history().entries(new HistoryFilter(zone, since, null, null))));
    assertEquals(
        records.stream().filter(record -> key.equals(record.author().key())).toList(),
        all(log.history().entries(new HistoryFilter(zone, 0, key, null))));
    assertEquals(
        records.stream()
            .filter(
                record ->
                    record instanceof LogRecord.Change change
                        && change.changeset().added().stream()
                            .anyMatch(added -> added.owner().equals(name)))
            .toList(),
        all(log.history().entries(new HistoryFilter(zone, 0, null, name))));
  }

  @Test
  void aCursorGoesOnWithWhatBecomesDurable() throws IOException {
    Name zone = written.zones().getFirst();
    List<LogRecord> read = new ArrayList<>();
    try (HistoryCursor<LogRecord> cursor = log.history().entries(new HistoryFilter(zone))) {
      for (int i = 0; i < 300; i++) {
        for (LogRecord next = cursor.next(); next != null; next = cursor.next()) {
          read.add(next);
        }
        assertEquals(written.of(zone), read);
        written.fill(log, 1 + i % 9);
      }
    }
  }

  @Test
  void whatIsNotDurableIsNotShown() throws IOException {
    Name zone = written.zones().getFirst();
    long last = written.records().size() / 2;
    History history = new History(disk, new SegmentSummaries(disk), () -> last);
    assertEquals(
        written.of(zone).stream().filter(record -> record.lsn() <= last).toList(),
        all(history.entries(new HistoryFilter(zone))));
  }

  @Test
  void theNewestEntryThatLedToASerialIsFound() throws IOException {
    Name zone = written.zones().get(2);
    for (LogRecord record : written.of(zone)) {
      switch (record) {
        case LogRecord.Change change -> {
          Optional<LogRecord> found = log.history().find(zone, change.changeset().serialTo());
          if (change.changeset().serialTo() != change.changeset().serialFrom()) {
            assertEquals(Optional.of(record), found);
          }
        }
        case LogRecord.Load load ->
            assertEquals(Optional.of(record), log.history().find(zone, load.serial()));
        case LogRecord.Removal _ -> {
          // It leads to no serial.
        }
      }
    }
    assertEquals(Optional.empty(), log.history().find(zone, 12345));
  }

  /** The steps since the zone was begun last, which alone lead anywhere. */
  static List<LogRecord.Change> chain(List<LogRecord> records) {
    List<LogRecord.Change> chain = new ArrayList<>();
    for (LogRecord record : records) {
      if (!(record instanceof LogRecord.Change change)) {
        chain.clear();
      } else if (change.changeset().serialFrom() != change.changeset().serialTo()) {
        chain.add(change);
      }
    }
    return chain;
  }

  @Test
  void changesLeadFromSerialToSerial() throws IOException {
    Random random = new Random(3);
    for (Name zone : written.zones()) {
      List<LogRecord.Change> chain = chain(written.of(zone));
      assertTrue(chain.size() > 10, zone + " has a chain");
      for (int i = 0; i < 50; i++) {
        int start = random.nextInt(chain.size());
        int end = start + random.nextInt(chain.size() - start);
        int from = chain.get(start).changeset().serialFrom();
        int to = chain.get(end).changeset().serialTo();
        assertEquals(
            chain.subList(start, end + 1),
            all(log.history().changes(zone, from, to).orElseThrow()));
        assertTrue(log.history().changes(zone, to, from).isEmpty(), "backwards");
      }
    }
  }

  @Test
  void nothingLeadsOverTheBeginningOfAZone() throws IOException {
    int tried = 0;
    for (Name zone : written.zones()) {
      List<LogRecord> records = written.of(zone);
      List<LogRecord.Change> chain = chain(records);
      int to = chain.getLast().changeset().serialTo();
      for (LogRecord record : records) {
        if (record instanceof LogRecord.Change change && change.lsn() < chain.getFirst().lsn()) {
          int from = change.changeset().serialFrom();
          boolean again = chain.stream().anyMatch(each -> each.changeset().serialFrom() == from);
          assertEquals(again, log.history().changes(zone, from, to).isPresent());
          tried++;
        }
      }
    }
    assertTrue(tried > 100);
  }

  @Test
  void damageInAClosedSegmentIsNamed() throws IOException {
    long second = SegmentFiles.list(disk).get(1);
    disk.damage(SegmentFiles.path(second), 1000, 1);
    CorruptLogException e =
        assertThrows(
            CorruptLogException.class,
            () -> all(History.of(disk).entries(new HistoryFilter(written.zones().get(0)))));
    assertEquals(SegmentFiles.path(second), e.file());
    assertTrue(e.offset() <= 1000);
  }
}
