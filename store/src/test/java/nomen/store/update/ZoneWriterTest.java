package nomen.store.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.store.log.LogRecord;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.NodeView;
import nomen.store.zone.ZoneDatabase;
import nomen.store.zone.ZoneLookup;
import nomen.store.zone.ZoneSnapshot;
import org.junit.jupiter.api.Test;

/** The writer driven step by step, without its thread. */
class ZoneWriterTest {
  private static final Name APEX = Name.parse("example.");
  private static final Name OTHER = Name.parse("other.example.");
  private static final int QUEUE = 16;
  private static final int BATCH = 8;

  private final List<String> journal = Collections.synchronizedList(new ArrayList<>());
  private final ZoneDatabase database =
      new ZoneDatabase(
          DatabaseSnapshot.of(List.of(ScriptedTask.zone(APEX), ScriptedTask.zone(OTHER))));
  private final RecordingLog log = new RecordingLog(journal);
  private final HandClock clock = new HandClock();
  private final ZoneWriter writer =
      new ZoneWriter(database, log, clock, new WriterSettings(QUEUE, BATCH));

  private ZoneSnapshot zone(Name apex) {
    ZoneSnapshot zone = database.current().zone(apex);
    assertNotNull(zone);
    return zone;
  }

  private long serial(Name apex) {
    return zone(apex).serial();
  }

  private boolean has(Name apex, String label) {
    return zone(apex).find(apex.child(label), new NodeView(), new ZoneLookup());
  }

  private ScriptedTask offer(ScriptedTask task) {
    assertNull(writer.offer(task));
    return task;
  }

  private static void assertRefused(int rcode, ScriptedTask task) {
    assertEquals(rcode, assertInstanceOf(Evaluation.Refused.class, task.outcome()).rcode());
  }

  private static void assertChanged(ScriptedTask task) {
    assertInstanceOf(Evaluation.Changed.class, task.outcome());
  }

  @Test
  void durableThenVisibleThenAnswered() {
    for (int i = 1; i <= 3; i++) {
      String name = "host" + i;
      offer(ScriptedTask.adding(APEX, name, i))
          .whenTold(() -> journal.add("told " + name + " " + has(APEX, "host3")));
    }
    writer.addListener(
        new WriterListener() {
          @Override
          public void batchDone() {
            journal.add("done");
          }

          @Override
          public void committed(PublishedState state, List<LogRecord> records) {
            journal.add("committed " + state.lsn() + " " + records.size());
            assertSame(database.current(), state.zones());
          }
        });
    assertTrue(writer.runBatch());
    assertEquals(
        List.of(
            "append 1",
            "append 2",
            "append 3",
            "force",
            "told host1 true",
            "told host2 true",
            "told host3 true",
            "done",
            "committed 3 3"),
        journal);
    assertEquals(ScriptedTask.SERIAL + 3, serial(APEX));
    assertFalse(writer.runBatch());
  }

  @Test
  void whatIsRefusedOrThrowsLeavesNoTraceAndHarmsNobody() {
    ScriptedTask first = offer(ScriptedTask.adding(APEX, "first", 1));
    ScriptedTask refused = offer(ScriptedTask.refusing(APEX, "refused"));
    ScriptedTask thrown = offer(ScriptedTask.throwing(APEX, "thrown"));
    ScriptedTask looking = offer(ScriptedTask.looking(APEX));
    ScriptedTask last = offer(ScriptedTask.adding(APEX, "last", 2));
    writer.runBatch();
    assertChanged(first);
    assertRefused(Rcode.YXDOMAIN, refused);
    assertRefused(Rcode.SERVFAIL, thrown);
    assertEquals(new Evaluation.Unchanged(ScriptedTask.SERIAL + 1), looking.outcome());
    assertChanged(last);
    assertTrue(has(APEX, "first"));
    assertTrue(has(APEX, "last"));
    assertFalse(has(APEX, "refused"));
    assertFalse(has(APEX, "thrown"));
    assertEquals(ScriptedTask.SERIAL + 2, serial(APEX));
    assertEquals(2, log.durable().size());
    assertEquals(1, writer.counters().get(WriterCounter.FAULTS));
    assertEquals(2, writer.counters().get(WriterCounter.CHANGED));
    assertEquals(1, writer.counters().get(WriterCounter.UNCHANGED));
    assertEquals(2, writer.counters().get(WriterCounter.REFUSED));
  }

  @Test
  void anErrorCountsAsAnyOtherFault() {
    ScriptedTask deep =
        offer(
            new ScriptedTask(
                APEX,
                (editor, _) -> {
                  ScriptedTask.add(editor, APEX, "deep", 1);
                  throw new StackOverflowError();
                }));
    ScriptedTask next = offer(ScriptedTask.adding(APEX, "next", 1));
    writer.runBatch();
    assertRefused(Rcode.SERVFAIL, deep);
    assertChanged(next);
    assertFalse(has(APEX, "deep"));
  }

  @Test
  void whatATaskDoesBesideItsEvaluationHarmsNobodyEither() {
    ScriptedTask inner = ScriptedTask.adding(APEX, "lost", 1);
    assertNull(writer.offer(new Anonymous(inner)));
    ScriptedTask next = offer(ScriptedTask.adding(APEX, "next", 1));
    writer.runBatch();
    assertRefused(Rcode.SERVFAIL, inner);
    assertChanged(next);
    assertFalse(has(APEX, "lost"));
    assertEquals(1, log.durable().size());
  }

  @Test
  void whoThrowsWhenToldKeepsNobodyFromBeingTold() {
    ScriptedTask first =
        offer(ScriptedTask.adding(APEX, "first", 1))
            .whenTold(
                () -> {
                  throw new IllegalStateException("scripted");
                });
    ScriptedTask second = offer(ScriptedTask.adding(APEX, "second", 2));
    writer.addListener(
        new WriterListener() {
          @Override
          public void batchDone() {
            throw new IllegalStateException("scripted");
          }
        });
    writer.runBatch();
    assertChanged(first);
    assertChanged(second);
    assertEquals(2, writer.counters().get(WriterCounter.FAULTS));
    assertNull(writer.failure());
  }

  @Test
  void zonesShareABatch() {
    DatabaseSnapshot before = database.current();
    ScriptedTask here = offer(ScriptedTask.adding(APEX, "here", 1));
    ScriptedTask nowhere = offer(ScriptedTask.adding(Name.parse("nowhere."), "a", 1));
    ScriptedTask there = offer(ScriptedTask.adding(OTHER, "there", 1));
    ScriptedTask again = offer(ScriptedTask.adding(Name.parse("EXAMPLE."), "again", 2));
    writer.runBatch();
    assertChanged(here);
    assertChanged(there);
    assertChanged(again);
    assertRefused(Rcode.NOTAUTH, nowhere);
    assertEquals(List.of("append 1", "append 2", "append 3", "force"), journal);
    assertEquals(ScriptedTask.SERIAL + 2, serial(APEX));
    assertEquals(ScriptedTask.SERIAL + 1, serial(OTHER));
    ZoneSnapshot old = before.zone(APEX);
    assertNotNull(old);
    assertEquals(ScriptedTask.SERIAL, old.serial());
  }

  @Test
  void nothingToMakeDurableNeedsNoForce() {
    DatabaseSnapshot before = database.current();
    ScriptedTask refused = offer(ScriptedTask.refusing(APEX, "refused"));
    ScriptedTask looking = offer(ScriptedTask.looking(APEX));
    writer.runBatch();
    assertRefused(Rcode.YXDOMAIN, refused);
    assertNotNull(looking.outcome());
    assertEquals(List.of(), journal);
    assertSame(before, database.current());
  }

  @Test
  void afterAFailedForceNothingIsTakenAndQueriesGoOn() {
    offer(ScriptedTask.adding(APEX, "before", 1));
    writer.runBatch();
    DatabaseSnapshot before = database.current();
    List<Throwable> heard = new ArrayList<>();
    writer.addListener(
        new WriterListener() {
          @Override
          public void failed(Throwable cause) {
            heard.add(cause);
          }
        });
    IOException cause = new IOException("scripted");
    log.failForce(cause);
    ScriptedTask lost = offer(ScriptedTask.adding(APEX, "lost", 1));
    ScriptedTask refused = offer(ScriptedTask.refusing(APEX, "refused"));
    CompletableFuture<Long> put = writer.put(ScriptedTask.zone(OTHER), ScriptedTask.AUTHOR, 1);
    CompletableFuture<PublishedState> state = writer.between(published -> published);
    writer.runBatch();
    assertRefused(Rcode.SERVFAIL, lost);
    assertRefused(Rcode.SERVFAIL, refused);
    assertNotCommitted(put);
    assertEquals(new PublishedState(before, 1), state.join());
    assertSame(before, database.current());
    assertSame(cause, writer.failure());
    assertEquals(List.of(cause), heard);
    Evaluation.Refused later = writer.offer(ScriptedTask.adding(APEX, "later", 1));
    assertNotNull(later);
    assertEquals(Rcode.SERVFAIL, later.rcode());
    assertEquals(1, writer.counters().refusedStopped());
    assertEquals(2, writer.counters().get(WriterCounter.NOT_COMMITTED));
    assertEquals(1, writer.counters().get(WriterCounter.CHANGED));
    assertNotCommitted(writer.remove(OTHER, ScriptedTask.AUTHOR));
    assertNotCommitted(writer.change(Set.of(), Set.of(OTHER), Set.of(), ScriptedTask.AUTHOR));
  }

  @Test
  void aFailedAppendIsAsBad() {
    log.failAppend(new IOException("disk full"));
    ScriptedTask lost = offer(ScriptedTask.adding(APEX, "lost", 1));
    writer.runBatch();
    assertRefused(Rcode.SERVFAIL, lost);
    assertFalse(has(APEX, "lost"));
    assertNotNull(writer.failure());
  }

  @Test
  void aDefectBeforeTheForceCostsItsBatchOnly() {
    log.failAppend(new IllegalArgumentException("scripted"));
    ScriptedTask lost = offer(ScriptedTask.adding(APEX, "lost", 1));
    writer.runBatch();
    assertRefused(Rcode.SERVFAIL, lost);
    assertNull(writer.failure());
    ScriptedTask next = offer(ScriptedTask.adding(APEX, "next", 1));
    writer.runBatch();
    assertChanged(next);
    assertFalse(has(APEX, "lost"));
    assertEquals(List.of("discard", "append 1", "force"), journal);
  }

  private static void assertNotCommitted(CompletableFuture<Long> done) {
    ExecutionException e = assertThrows(ExecutionException.class, done::get);
    assertInstanceOf(NotCommittedException.class, e.getCause());
  }

  @Test
  void zonesComeAndGoInOrderWithUpdates() {
    Name fresh = Name.parse("fresh.");
    ScriptedTask early = offer(ScriptedTask.adding(fresh, "early", 1));
    CompletableFuture<Long> put = writer.put(ScriptedTask.zone(fresh), ScriptedTask.AUTHOR, 5);
    ScriptedTask there = offer(ScriptedTask.adding(fresh, "there", 1));
    CompletableFuture<Long> gone = writer.remove(OTHER, ScriptedTask.AUTHOR);
    ScriptedTask late = offer(ScriptedTask.adding(OTHER, "late", 1));
    CompletableFuture<Long> goneAgain = writer.remove(OTHER, ScriptedTask.AUTHOR);
    CompletableFuture<PublishedState> state = writer.between(published -> published);
    writer.runBatch();
    assertRefused(Rcode.NOTAUTH, early);
    assertRefused(Rcode.NOTAUTH, late);
    assertChanged(there);
    assertEquals(1, put.join());
    assertEquals(3, gone.join());
    assertNotCommitted(goneAgain);
    assertTrue(has(fresh, "there"));
    assertNull(database.current().zone(OTHER));
    assertEquals(new PublishedState(database.current(), 3), state.join());
    LogRecord.Load load = assertInstanceOf(LogRecord.Load.class, log.durable().getFirst());
    assertEquals(5, load.base());
    assertEquals(ScriptedTask.SERIAL, load.serial());
    assertInstanceOf(LogRecord.Removal.class, log.durable().get(2));
    assertEquals(2, writer.counters().get(WriterCounter.WHOLE_ZONES));
  }

  @Test
  void aZoneIsWithdrawnWithWhatTheBatchChangedInItAndServedAgainSo() {
    offer(ScriptedTask.adding(OTHER, "last", 1));
    CompletableFuture<Long> gone =
        writer.change(Set.of(), Set.of(OTHER), Set.of(), ScriptedTask.AUTHOR);
    ScriptedTask late = offer(ScriptedTask.adding(OTHER, "late", 1));
    CompletableFuture<PublishedState> state = writer.between(published -> published);
    writer.runBatch();
    assertEquals(1, gone.join());
    assertRefused(Rcode.NOTAUTH, late);
    assertNull(database.current().zone(OTHER));
    assertNotNull(state.join().kept().zone(OTHER));
    CompletableFuture<Long> back =
        writer.change(Set.of(OTHER), Set.of(), Set.of(), ScriptedTask.AUTHOR);
    CompletableFuture<PublishedState> then = writer.between(published -> published);
    writer.runBatch();
    assertEquals(1, back.join());
    assertTrue(has(OTHER, "last"));
    assertEquals(DatabaseSnapshot.EMPTY.zones(), then.join().kept().zones());
    assertEquals(1, log.durable().size());
    assertEquals(List.of("append 1", "force"), journal);
  }

  @Test
  void anErasedZoneLeavesARemovalServedOrKept() {
    CompletableFuture<Long> _ =
        writer.change(Set.of(), Set.of(OTHER), Set.of(), ScriptedTask.AUTHOR);
    writer.runBatch();
    CompletableFuture<Long> erased =
        writer.change(Set.of(OTHER), Set.of(), Set.of(OTHER, APEX), ScriptedTask.AUTHOR);
    writer.runBatch();
    assertEquals(2, erased.join());
    assertEquals(2, log.durable().size());
    log.durable().forEach(record -> assertInstanceOf(LogRecord.Removal.class, record));
    assertNull(database.current().zone(APEX));
    ZoneSnapshot anew = database.current().zone(OTHER);
    assertNotNull(anew);
    assertEquals(0, anew.recordCount());
  }

  @Test
  void aZoneThatNobodyServesIsNotReplaced() {
    Name fresh = Name.parse("fresh.");
    CompletableFuture<Long> none = writer.replace(ScriptedTask.zone(fresh), ScriptedTask.AUTHOR, 1);
    CompletableFuture<Long> _ =
        writer.change(Set.of(fresh), Set.of(), Set.of(), ScriptedTask.AUTHOR);
    CompletableFuture<Long> there =
        writer.replace(ScriptedTask.zone(fresh), ScriptedTask.AUTHOR, 1);
    writer.runBatch();
    assertNotCommitted(none);
    assertEquals(1, there.join());
  }

  @Test
  void aReaderThatThrowsTellsItsOwn() {
    CompletableFuture<Object> broken =
        writer.between(
            _ -> {
              throw new IllegalStateException("scripted");
            });
    writer.runBatch();
    ExecutionException e = assertThrows(ExecutionException.class, broken::get);
    assertInstanceOf(IllegalStateException.class, e.getCause());
    assertEquals(0, writer.counters().get(WriterCounter.FAULTS));
  }

  @Test
  void theLogKnowsWhoAndWhen() {
    offer(ScriptedTask.adding(APEX, "host", 1));
    writer.runBatch();
    LogRecord.Change change = assertInstanceOf(LogRecord.Change.class, log.durable().getFirst());
    assertEquals(1, change.lsn());
    assertEquals(clock.millis(), change.timeMillis());
    assertEquals(ScriptedTask.AUTHOR, change.author());
    assertEquals(7, change.requestDigest());
    assertEquals(ScriptedTask.SERIAL, change.changeset().serialFrom());
  }

  @Test
  void closingWorksOffWhatWaits() {
    ScriptedTask waiting = offer(ScriptedTask.adding(APEX, "waiting", 1));
    writer.close();
    assertChanged(waiting);
    Evaluation.Refused closed = writer.offer(ScriptedTask.adding(APEX, "late", 1));
    assertNotNull(closed);
    assertEquals(Rcode.SERVFAIL, closed.rcode());
    assertNotCommitted(writer.put(ScriptedTask.zone(OTHER), ScriptedTask.AUTHOR, 1));
    writer.close();
  }
}
