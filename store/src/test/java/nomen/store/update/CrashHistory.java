package nomen.store.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.update.UpdateRequest;
import nomen.store.log.BaseImages;
import nomen.store.log.CheckpointPolicy;
import nomen.store.log.Checkpointer;
import nomen.store.log.LogRecord;
import nomen.store.log.LogSettings;
import nomen.store.log.RecoveredZone;
import nomen.store.log.Recovery;
import nomen.store.log.SimulatedDisk;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.ZoneDatabase;
import nomen.store.zone.ZoneInvariants;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A life of the store, made from a seed: several clients send updates, zones come and go, the disk
 * fails or fills up, the power goes at a call to the disk; then the store is started again with
 * what is left, and life goes on. After each start the zones must be what was promised, and perhaps
 * some of what was asked for after that, and nothing else.
 */
final class CrashHistory {
  private static final int STEPS = 60;
  private static final Name[] OTHERS = {Name.parse("a.test."), Name.parse("b.test.")};

  private final Random random;
  private final SimulatedDisk disk;
  private final LogSettings settings;
  private final RandomUpdates updates;
  private final UpdateProcessor processor = new UpdateProcessor(UpdateLimits.DEFAULT);
  private final HandClock clock = new HandClock();
  private final CrashModel model = new CrashModel();

  /** Since the last start, in order: whether who asked for it was told what became of it. */
  private final List<BooleanSupplier> told = new ArrayList<>();

  private boolean diskFails;
  private RefusingLog refusing = new RefusingLog(new RecordingLog(new ArrayList<>()));
  private int starts;
  private int promises;
  private int promisesBefore;

  CrashHistory(long seed) {
    random = new Random(seed);
    disk = new SimulatedDisk(seed);
    settings = new LogSettings(LogSettings.MIN_SEGMENT_OCTETS << random.nextInt(4));
    updates = new RandomUpdates(random);
  }

  /** The disk, to say when it ends. */
  SimulatedDisk disk() {
    return disk;
  }

  /** How often the store came up. */
  int starts() {
    return starts;
  }

  /** How many tasks were told that they are durable. */
  int promises() {
    return promises;
  }

  /**
   * Lives several lives, each of which ends at a random call to the disk; the last one does not.
   */
  void run() throws IOException {
    int lives = 2 + random.nextInt(4);
    for (int life = 0; life < lives; life++) {
      disk.endAt(1 + random.nextInt(80), end());
      live();
    }
    disk.restart();
    live();
  }

  private SimulatedDisk.End end() {
    return random.nextInt(3) == 0 ? SimulatedDisk.End.PROCESS_KILLED : SimulatedDisk.End.POWER_CUT;
  }

  /** Starts the store and uses it until the disk is gone, or for some time; then ends all. */
  void live() throws IOException {
    Store store = start();
    if (store == null) {
      return;
    }
    starts++;
    for (int step = 0; step < STEPS && !disk.isGone(); step++) {
      step(store);
    }
    if (!disk.isGone()) {
      close(store);
    }
    // If the disk is gone, whoever waits is told nothing any more: nobody knows what is there.
    disk.restart();
    told.clear();
    diskFails = false;
    promisesBefore = promises;
    disk.capacity(Long.MAX_VALUE);
  }

  private record Store(
      ZoneDatabase database, Recovery recovered, ZoneWriter writer, Checkpointer checkpointer) {}

  /** Null if the disk ended while the store started. */
  private @Nullable Store start() throws IOException {
    Recovery recovered;
    try {
      recovered = Recovery.run(disk, settings, Runnable::run, random, 1);
    } catch (IOException e) {
      if (!disk.isGone()) {
        throw e;
      }
      disk.restart();
      return null;
    }
    List<ZoneSnapshot> zones =
        recovered.zones().values().stream().map(RecoveredZone::zone).toList();
    ZoneDatabase database = new ZoneDatabase(DatabaseSnapshot.of(zones));
    model.found(database.current());
    for (ZoneSnapshot zone : database.current().zones()) {
      assertEquals(List.of(), ZoneInvariants.broken(zone));
    }
    WriterSettings limits = new WriterSettings(32, 1 + random.nextInt(12));
    refusing = new RefusingLog(recovered.log());
    ZoneWriter writer = new ZoneWriter(database, refusing, clock, limits);
    InstantSource instants = () -> Instant.ofEpochMilli(clock.millis());
    Checkpointer checkpointer =
        new Checkpointer(recovered, CheckpointPolicy.DEFAULT, instants, List.of(), _ -> {});
    writer.addListener(
        new WriterListener() {
          @Override
          public void committed(PublishedState state, List<LogRecord> records) {
            checkpointer.committed(state.zones(), state.lsn(), records);
          }
        });
    return new Store(database, recovered, writer, checkpointer);
  }

  private void step(Store store) throws IOException {
    switch (random.nextInt(14)) {
      case 0 -> putZone(store);
      case 1 -> removeZone(store.writer());
      case 2 -> breakDisk();
      case 3 -> wantCheckpoint(store);
      case 4 -> store.checkpointer().writeWanted();
      case 5, 6, 7, 8, 9 -> workOff(store);
      default -> offer(store.writer());
    }
  }

  private void breakDisk() {
    switch (random.nextInt(20)) {
      case 0 -> disk.failForce(1 + random.nextInt(3));
      case 1 -> disk.capacity(disk.usedOctets() + random.nextInt(5000));
      default -> {
        return;
      }
    }
    diskFails = true;
  }

  private static void wantCheckpoint(Store store) {
    Checkpointer checkpointer = store.checkpointer();
    CompletableFuture<?> _ =
        store
            .writer()
            .between(
                state -> {
                  checkpointer.request(state.zones(), state.lsn());
                  return state;
                });
  }

  private void putZone(Store store) throws IOException {
    boolean first = random.nextInt(3) == 0;
    Name apex = first ? Zones.APEX : other();
    ZoneSnapshot zone =
        first ? Zones.zone("www 300 A 192.0.2." + random.nextInt(256)) : ScriptedTask.zone(apex);
    BaseImages images = store.recovered().images();
    long number;
    try {
      number = images.write(zone, List.of());
    } catch (IOException e) {
      if (!disk.isGone() && !diskFails) {
        throw e;
      }
      return;
    }
    CompletableFuture<Long> done = store.writer().put(zone, ScriptedTask.AUTHOR, number);
    if (!done.isDone()) {
      told.add(done::isDone);
      model.put(zone);
    }
    CompletableFuture<?> _ = done.whenComplete((_, _) -> images.settle(number));
  }

  private void removeZone(ZoneWriter writer) {
    Name apex = other();
    CompletableFuture<Long> done = writer.remove(apex, ScriptedTask.AUTHOR);
    if (!done.isDone()) {
      told.add(done::isDone);
      model.remove(apex);
    }
  }

  private Name other() {
    return OTHERS[random.nextInt(OTHERS.length)];
  }

  private void offer(ZoneWriter writer) {
    for (int i = random.nextInt(6); i >= 0; i--) {
      ScriptedTask task = task();
      if (writer.offer(task) == null) {
        told.add(() -> task.outcome() != null);
        model.ask(task, clock.millis());
      }
    }
  }

  private ScriptedTask task() {
    if (random.nextInt(8) == 0) {
      // Few names and numbers: it throws if the record is there.
      return ScriptedTask.adding(other(), "n" + random.nextInt(10), random.nextInt(10));
    }
    UpdateRequest request = updates.request(model.serial(Zones.APEX));
    SerialPolicy policy = random.nextInt(4) == 0 ? SerialPolicy.UNIXTIME : SerialPolicy.INCREMENT;
    boolean refused = random.nextInt(12) == 0;
    return new ScriptedTask(
        Zones.APEX,
        (editor, nowMillis) -> {
          Evaluation evaluation = processor.evaluate(editor, request, List.of(), policy, nowMillis);
          return refused ? new Evaluation.Refused(Rcode.REFUSED, -1, "scripted") : evaluation;
        });
  }

  /** Lets the writer work off all that waits; until then the clock stands, as for the model. */
  private void workOff(Store store) {
    ZoneWriter writer = store.writer();
    while (!disk.isGone() && writer.runBatch()) {
      if (writer.failure() == null && !refusing.refuses()) {
        promise();
      } else if (!disk.isGone()) {
        model.refuseRest();
      }
    }
    if (!disk.isGone()) {
      assertTrue(told.stream().allMatch(BooleanSupplier::getAsBoolean), "all were told");
      assertTrue(model.isPromised(store.database().current()), "what is served");
      clock.advance(random.nextInt(3000));
    }
  }

  private void promise() {
    int count = 0;
    while (count < told.size() && told.get(count).getAsBoolean()) {
      count++;
    }
    model.promise(count);
    promises = promisesBefore + count;
  }

  private void close(Store store) throws IOException {
    workOff(store);
    try {
      store.writer().close();
      store.recovered().log().close();
    } catch (IOException e) {
      if (!disk.isGone()) {
        throw e;
      }
    }
  }
}
