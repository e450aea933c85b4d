package nomen.store.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.store.zone.Changeset;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.ZoneDatabase;
import org.junit.jupiter.api.Test;

/** How large a batch may become, in changes and in octets of the log, and one change. */
class BatchSizeTest {
  private static final int QUEUE = 16;
  private static final int BATCH = 8;
  private static final Name APEX = Name.parse("example.");

  /** Some 50,000 octets. */
  private static final ResourceRecord LARGE =
      new ResourceRecord(
          APEX,
          RRClass.IN,
          60,
          Rdata.parse(RRTypes.TXT, ("\"" + "x".repeat(250) + "\" ").repeat(200)));

  private final ZoneDatabase database =
      new ZoneDatabase(DatabaseSnapshot.of(List.of(ScriptedTask.zone(APEX))));
  private final ZoneWriter writer =
      new ZoneWriter(
          database,
          new RecordingLog(new ArrayList<>()),
          new HandClock(),
          new WriterSettings(QUEUE, BATCH));

  private ScriptedTask offer(ScriptedTask task) {
    assertNull(writer.offer(task));
    return task;
  }

  private long serial() {
    return database.current().zones().getFirst().serial();
  }

  /** A change that says it adds the large record so many times. */
  private ScriptedTask offer(String label, int records) {
    return offer(
        new ScriptedTask(
            APEX,
            (editor, _) -> {
              Changeset small =
                  ((Evaluation.Changed) ScriptedTask.add(editor, APEX, label, 1)).changeset();
              List<ResourceRecord> added = new ArrayList<>(small.added());
              added.addAll(Collections.nCopies(records, LARGE));
              return new Evaluation.Changed(
                  new Changeset(
                      APEX, small.serialFrom(), small.serialTo(), small.removed(), added));
            }));
  }

  private static void assertChanged(ScriptedTask task) {
    assertInstanceOf(Evaluation.Changed.class, task.outcome());
  }

  @Test
  void aBatchHasItsLimitAndSoHasTheQueue() {
    for (int i = 0; i < QUEUE; i++) {
      offer(ScriptedTask.adding(APEX, "host" + i, i));
    }
    ScriptedTask tooMany = ScriptedTask.adding(APEX, "late", 1);
    Evaluation.Refused full = writer.offer(tooMany);
    assertNotNull(full);
    assertEquals(Rcode.SERVFAIL, full.rcode());
    writer.runBatch();
    assertEquals(ScriptedTask.SERIAL + BATCH, serial());
    offer(ScriptedTask.adding(APEX, "room", 1));
    writer.runBatch();
    writer.runBatch();
    assertFalse(writer.runBatch());
    assertEquals(ScriptedTask.SERIAL + QUEUE + 1, serial());
    assertEquals(List.of(), tooMany.told());
    WriterCounters counters = writer.counters();
    assertEquals(1, counters.refusedFull());
    assertEquals(QUEUE, counters.get(WriterCounter.QUEUE_HIGH_WATER));
    assertEquals(3, counters.get(WriterCounter.BATCHES));
    assertEquals(3, counters.get(WriterCounter.FORCES));
    assertEquals(2, counters.batches(3));
    assertEquals(1, counters.batches(0));
  }

  @Test
  void aChangeThatTheLogCannotHoldHarmsNobody() {
    ScriptedTask first = offer("first", 1);
    ScriptedTask tooLarge = offer("large", 22_000);
    ScriptedTask last = offer("last", 1);
    assertTrue(writer.runBatch());
    assertChanged(first);
    assertEquals(
        Rcode.REFUSED, assertInstanceOf(Evaluation.Refused.class, tooLarge.outcome()).rcode());
    assertChanged(last);
    assertEquals(ScriptedTask.SERIAL + 2, serial());
  }

  @Test
  void aBatchDoesNotGrowWithTheOctetsOfItsChanges() {
    ScriptedTask first = offer("first", 700);
    ScriptedTask second = offer("second", 700);
    ScriptedTask third = offer("third", 1);
    assertTrue(writer.runBatch());
    assertChanged(first);
    assertChanged(second);
    assertNull(third.outcome());
    assertTrue(writer.runBatch());
    assertChanged(third);
  }
}
