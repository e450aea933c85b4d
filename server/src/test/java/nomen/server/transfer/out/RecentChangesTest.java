package nomen.server.transfer.out;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.store.log.Author;
import nomen.store.log.LogRecord;
import nomen.store.update.PublishedState;
import nomen.store.zone.Changeset;
import nomen.store.zone.DatabaseSnapshot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The chains of changes in memory: what is found, and what goes. */
class RecentChangesTest {
  private static final Name ONE = Name.parse("one.test.");
  private static final Name TWO = Name.parse("two.test.");
  private static final Author AUTHOR = new Author(Author.Via.TCP, null, null, "");

  private final RecentChanges recent = new RecentChanges(Long.MAX_VALUE, zone -> true);

  private static Changeset change(Name zone, int from, int to) {
    ResourceRecord record =
        new ResourceRecord(
            zone, RRClass.IN, 300, Rdata.parse(RRTypes.TXT, "\"" + from + " to " + to + "\""));
    return new Changeset(zone, from, to, List.of(), List.of(record));
  }

  private static void commit(RecentChanges to, LogRecord... records) {
    to.committed(new PublishedState(DatabaseSnapshot.EMPTY, 0), List.of(records));
  }

  private static LogRecord record(Changeset change) {
    return new LogRecord.Change(1, 0, AUTHOR, 0, 0, change);
  }

  private static void commit(RecentChanges to, Name zone, int from, int serialTo) {
    commit(to, record(change(zone, from, serialTo)));
  }

  private static @Nullable List<Integer> serials(@Nullable List<Changeset> changes) {
    return changes == null ? null : changes.stream().map(Changeset::serialTo).toList();
  }

  private @Nullable List<Integer> find(Name zone, int from, int to) {
    return serials(recent.find(zone, from, to, Long.MAX_VALUE));
  }

  @Test
  void findsWhatLeadsFromOneSerialToAnother() {
    assertNull(find(ONE, 1, 2));
    for (int serial = 1; serial < 10; serial++) {
      commit(recent, ONE, serial, serial + 1);
    }
    commit(recent, TWO, 1, 5);
    assertEquals(List.of(2, 3, 4, 5, 6, 7, 8, 9, 10), find(ONE, 1, 10));
    assertEquals(List.of(5, 6), find(ONE, 4, 6));
    assertEquals(List.of(10), find(ONE, 9, 10));
    assertEquals(List.of(5), find(TWO, 1, 5));
    assertNull(find(ONE, 0, 10));
    assertNull(find(ONE, 1, 11));
    assertNull(find(ONE, 10, 9));
    assertNull(find(TWO, 2, 5));
  }

  @Test
  void serialsGoRoundTheCircle() {
    commit(recent, ONE, -2, -1);
    commit(recent, ONE, -1, 1);
    assertEquals(List.of(-1, 1), find(ONE, -2, 1));
  }

  @Test
  void leavesOutWhatDoesNotChangeTheSerial() {
    commit(recent, ONE, 1, 2);
    commit(recent, ONE, 2, 2);
    commit(recent, ONE, 2, 3);
    assertEquals(List.of(2, 3), find(ONE, 1, 3));
  }

  @Test
  void aZoneThatIsBegunAnewLeadsFromNothingBefore() {
    commit(recent, ONE, 1, 2);
    commit(recent, new LogRecord.Load(2, 0, ONE, AUTHOR, 1, 2));
    commit(recent, ONE, 2, 3);
    assertNull(find(ONE, 1, 3));
    assertEquals(List.of(3), find(ONE, 2, 3));
    commit(recent, new LogRecord.Removal(4, 0, ONE, AUTHOR));
    assertNull(find(ONE, 2, 3));
  }

  @Test
  void aGapEndsTheChain() {
    commit(recent, ONE, 1, 2);
    commit(recent, ONE, 5, 6);
    assertNull(find(ONE, 1, 6));
    assertEquals(List.of(6), find(ONE, 5, 6));
  }

  @Test
  void changesThatNobodyMayAskForAreNotKept() {
    RecentChanges some = new RecentChanges(Long.MAX_VALUE, TWO::equals);
    commit(some, ONE, 1, 2);
    commit(some, TWO, 1, 2);
    assertNull(some.find(ONE, 1, 2, Long.MAX_VALUE));
    assertEquals(List.of(2), serials(some.find(TWO, 1, 2, Long.MAX_VALUE)));
  }

  @Test
  void theOldestOfAllGoFirst() {
    long each = RecentChanges.sizeOctets(change(ONE, 1, 2));
    RecentChanges few = new RecentChanges(4 * each, zone -> true);
    commit(few, TWO, 1, 2);
    for (int serial = 1; serial <= 4; serial++) {
      commit(few, ONE, serial, serial + 1);
    }
    assertNull(few.find(TWO, 1, 2, Long.MAX_VALUE));
    assertEquals(List.of(2, 3, 4, 5), serials(few.find(ONE, 1, 5, Long.MAX_VALUE)));
    commit(few, ONE, 5, 6);
    assertNull(few.find(ONE, 1, 6, Long.MAX_VALUE));
    assertEquals(List.of(3, 4, 5, 6), serials(few.find(ONE, 2, 6, Long.MAX_VALUE)));
    for (int serial = 1; serial <= 4; serial++) {
      commit(few, TWO, serial, serial + 1);
    }
    assertNull(few.find(ONE, 5, 6, Long.MAX_VALUE));
  }

  @Test
  void whatIsOfAnOlderLifeOfTheZoneGoesQuietly() {
    long each = RecentChanges.sizeOctets(change(ONE, 1, 2));
    RecentChanges few = new RecentChanges(2 * each, zone -> true);
    commit(few, ONE, 1, 2);
    commit(few, new LogRecord.Load(2, 0, ONE, AUTHOR, 1, 7));
    commit(few, ONE, 7, 8);
    commit(few, TWO, 1, 2);
    assertEquals(List.of(8), serials(few.find(ONE, 7, 8, Long.MAX_VALUE)));
    commit(few, TWO, 2, 3);
    assertNull(few.find(ONE, 7, 8, Long.MAX_VALUE));
    assertNotNull(few.find(TWO, 1, 3, Long.MAX_VALUE));
  }

  @Test
  void doesNotReturnMoreThanIsWanted() {
    long each = RecentChanges.sizeOctets(change(ONE, 1, 2));
    commit(recent, ONE, 1, 2);
    commit(recent, ONE, 2, 3);
    assertNotNull(recent.find(ONE, 1, 3, 2 * each));
    assertNull(recent.find(ONE, 1, 3, 2 * each - 1));
  }
}
