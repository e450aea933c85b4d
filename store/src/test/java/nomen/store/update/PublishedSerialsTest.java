package nomen.store.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.update.Prerequisite;
import nomen.codec.update.UpdateOperation;
import nomen.codec.update.UpdateRequest;
import nomen.store.log.LogRecord;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.ZoneDatabase;
import nomen.store.zone.ZoneSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many clients change a zone at once, and readers look on. Everything that a reader sees must be
 * the state of one serial, as the changes that were made durable, one after the other, lead to it;
 * and what a client was told must be visible from then on.
 */
class PublishedSerialsTest {
  private static final Name APEX = Name.parse("example.");
  private static final int CLIENTS = 4;
  private static final int READERS = 2;
  private static final int UPDATES = 300;
  private static final int OUTSTANDING = 8;
  private static final int NAMES = 12;

  private final UpdateProcessor processor = new UpdateProcessor(UpdateLimits.DEFAULT);
  private final ZoneDatabase database =
      new ZoneDatabase(DatabaseSnapshot.of(List.of(ScriptedTask.zone(APEX))));
  private final AtomicBoolean over = new AtomicBoolean();

  private ZoneSnapshot zone() {
    ZoneSnapshot zone = database.current().zone(APEX);
    assertNotNull(zone);
    return zone;
  }

  /** What one of the readers saw: the records of each serial. */
  private Map<Long, SortedSet<String>> read() {
    Map<Long, SortedSet<String>> seen = new HashMap<>();
    long last = 0;
    boolean more = true;
    while (more) {
      more = !over.get();
      ZoneSnapshot zone = zone();
      assertTrue(zone.serial() >= last, "serials went back");
      last = zone.serial();
      SortedSet<String> records = new TreeSet<>(Zones.lines(zone));
      SortedSet<String> before = seen.put(last, records);
      assertTrue(before == null || before.equals(records), "two states of serial " + last);
    }
    return seen;
  }

  /** Sends updates, some at a time, and looks after each answer whether it was true. */
  private int change(ZoneWriter writer, int client) {
    Random random = new Random(client);
    List<CompletableFuture<Evaluation>> outstanding = new ArrayList<>();
    int changed = 0;
    for (int i = 0; i < UPDATES || !outstanding.isEmpty(); i++) {
      if (outstanding.size() == OUTSTANDING || i >= UPDATES) {
        changed += check(outstanding.removeFirst().join());
      }
      if (i < UPDATES) {
        CompletableFuture<Evaluation> told = new CompletableFuture<>();
        assertNull(writer.offer(task(request(random), told)));
        outstanding.add(told);
      }
    }
    return changed;
  }

  private int check(Evaluation told) {
    switch (told) {
      case Evaluation.Changed(var changeset) ->
          assertTrue(zone().serial() >= Integer.toUnsignedLong(changeset.serialTo()));
      case Evaluation.Unchanged _ -> {}
      case Evaluation.Refused refused -> assertEquals(Rcode.NXDOMAIN, refused.rcode());
    }
    return told instanceof Evaluation.Changed ? 1 : 0;
  }

  private static UpdateRequest request(Random random) {
    Name one = APEX.child("n" + random.nextInt(NAMES));
    Name other = APEX.child("n" + random.nextInt(NAMES));
    Rdata value = Rdata.parse(RRTypes.TXT, "v" + random.nextInt(20));
    List<UpdateOperation> operations =
        List.of(
            new UpdateOperation.DeleteRRset(one, RRTypes.TXT),
            new UpdateOperation.AddRecord(one, 60, value),
            random.nextInt(4) == 0
                ? new UpdateOperation.DeleteName(other)
                : new UpdateOperation.AddRecord(other, 60, value));
    List<Prerequisite> prerequisites =
        random.nextInt(3) == 0 ? List.of(new Prerequisite.NameIsInUse(other)) : List.of();
    return new UpdateRequest(APEX, prerequisites, operations, null);
  }

  private ScriptedTask task(UpdateRequest request, CompletableFuture<Evaluation> told) {
    ScriptedTask task =
        new ScriptedTask(
            APEX,
            (editor, nowMillis) ->
                processor.evaluate(editor, request, List.of(), SerialPolicy.INCREMENT, nowMillis));
    return task.whenTold(() -> told.complete(task.told().getFirst()));
  }

  @Test
  @Timeout(60)
  void readersSeeOneSerialAtATimeAndClientsWhatTheyWereTold() throws Exception {
    RecordingLog log = new RecordingLog(Collections.synchronizedList(new ArrayList<>()));
    SortedSet<String> first = new TreeSet<>(Zones.lines(zone()));
    ZoneWriter writer =
        new ZoneWriter(
            database, log, new HandClock(), new WriterSettings(CLIENTS * OUTSTANDING, 5));
    writer.start();
    List<Map<Long, SortedSet<String>>> seen = new ArrayList<>();
    int changed = 0;
    try (ExecutorService executor = Executors.newFixedThreadPool(CLIENTS + READERS)) {
      List<Future<Map<Long, SortedSet<String>>>> readers = new ArrayList<>();
      List<Future<Integer>> clients = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(executor.submit(this::read));
      }
      for (int i = 0; i < CLIENTS; i++) {
        int client = i;
        clients.add(executor.submit(() -> change(writer, client)));
      }
      for (Future<Integer> client : clients) {
        changed += client.get();
      }
      over.set(true);
      for (Future<Map<Long, SortedSet<String>>> reader : readers) {
        seen.add(reader.get());
      }
    }
    writer.close();
    assertEquals(changed, log.durable().size());
    Map<Long, SortedSet<String>> states = states(first, log.durable());
    assertEquals(new TreeSet<>(Zones.lines(zone())), states.get(zone().serial()));
    for (Map<Long, SortedSet<String>> reader : seen) {
      reader.forEach((serial, records) -> assertEquals(states.get(serial), records));
    }
  }

  /** The naive model: the states that the changes lead to, by serial. */
  private static Map<Long, SortedSet<String>> states(
      SortedSet<String> first, List<LogRecord> changes) {
    Map<Long, SortedSet<String>> states = new HashMap<>();
    states.put((long) ScriptedTask.SERIAL, first);
    SortedSet<String> records = new TreeSet<>(first);
    for (LogRecord record : changes) {
      LogRecord.Change change = assertInstanceOf(LogRecord.Change.class, record);
      change.changeset().removed().forEach(gone -> assertTrue(records.remove(gone.toString())));
      change.changeset().added().forEach(come -> assertTrue(records.add(come.toString())));
      states.put((long) change.changeset().serialTo(), new TreeSet<>(records));
    }
    return states;
  }
}
