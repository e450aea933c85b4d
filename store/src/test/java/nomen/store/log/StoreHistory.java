package nomen.store.log;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.store.zone.Changeset;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;

/**
 * A data directory in use: zones that come, change and go, batch after batch, and checkpoints in
 * between. It remembers every state, so that what is recovered can be looked for among them.
 */
final class StoreHistory {
  static final LogSettings LOG = new LogSettings(8192);

  /** A checkpoint a second. */
  private static final CheckpointPolicy OFTEN =
      new CheckpointPolicy(CheckpointPolicy.MIN_SIZE_OCTETS, CheckpointPolicy.MIN_INTERVAL_MILLIS);

  private static final Name[] APEXES = {
    Name.parse("a.test."), Name.parse("b.test."), Name.parse("c.B.test.")
  };
  private static final Author AUTHOR = new Author(Author.Via.UDP, null, null, "");

  /** The zones and their base images after a record. */
  record State(Map<Name, ZoneSnapshot> zones, Map<Name, Long> bases) {}

  private final Random random;
  private final List<State> states = new ArrayList<>();
  private long acknowledged;
  private int checkpoints;
  private long millis = 1_000_000;

  StoreHistory(long seed) {
    random = new Random(seed);
    states.add(new State(Map.of(), Map.of()));
  }

  /** The state after each record, the one before the first at 0. */
  List<State> states() {
    return states;
  }

  /** The LSN of the last record that was durable for whoever asked. */
  long acknowledged() {
    return acknowledged;
  }

  /** How many checkpoints were written. */
  int checkpoints() {
    return checkpoints;
  }

  static Recovery recover(Disk disk) throws IOException {
    return Recovery.run(disk, LOG, Runnable::run, new Random(1), 1);
  }

  /** Goes on from what was recovered, which is the last of the states now. */
  void forgetAfter(long lsn) {
    states.subList((int) lsn + 1, states.size()).clear();
    acknowledged = lsn;
  }

  /** Recovers a disk and makes some batches there, and checkpoints. */
  void run(Disk disk, int batches) throws IOException {
    run(disk, batches, true);
  }

  /** The same batches, if this has done none before. */
  void runWithoutCheckpoints(Disk disk, int batches) throws IOException {
    run(disk, batches, false);
  }

  private void run(Disk disk, int batches, boolean write) throws IOException {
    Recovery recovered = recover(disk);
    try (SegmentedLog log = recovered.log()) {
      run(recovered, batches, write);
      acknowledged = log.durableLsn();
    }
  }

  private void run(Recovery recovered, int batches, boolean write) throws IOException {
    InstantSource clock = () -> Instant.ofEpochMilli(millis);
    Checkpointer checkpointer = new Checkpointer(recovered, OFTEN, clock, List.of(), lsn -> {});
    for (int i = 0; i < batches; i++) {
      millis += random.nextInt(400);
      batch(recovered, checkpointer);
      if (write && checkpointer.writeWanted()) {
        checkpoints++;
      }
    }
  }

  private void batch(Recovery recovered, Checkpointer checkpointer) throws IOException {
    SegmentedLog log = recovered.log();
    List<LogRecord> records = new ArrayList<>();
    List<Long> unsettled = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      State state = states.getLast();
      Map<Name, ZoneSnapshot> zones = new LinkedHashMap<>(state.zones());
      Map<Name, Long> bases = new HashMap<>(state.bases());
      LogRecord record = next(recovered.images(), log.nextLsn(), zones, bases, unsettled);
      log.append(record);
      records.add(record);
      states.add(new State(zones, bases));
    }
    log.force();
    acknowledged = log.durableLsn();
    unsettled.forEach(recovered.images()::settle);
    DatabaseSnapshot published = DatabaseSnapshot.of(states.getLast().zones().values());
    checkpointer.committed(published, acknowledged, records);
  }

  private LogRecord next(
      BaseImages images,
      long lsn,
      Map<Name, ZoneSnapshot> zones,
      Map<Name, Long> bases,
      List<Long> unsettled)
      throws IOException {
    Name apex = APEXES[random.nextInt(APEXES.length)];
    ZoneSnapshot zone = zones.get(apex);
    int kind = random.nextInt(30);
    if (zone == null || kind == 0) {
      ZoneSnapshot loaded = RandomZones.make(apex, random.nextInt(20), random);
      long base = images.write(loaded, List.of());
      unsettled.add(base);
      zones.put(apex, loaded);
      bases.put(apex, base);
      return new LogRecord.Load(lsn, millis, apex, AUTHOR, base, (int) loaded.serial());
    }
    if (kind == 1) {
      zones.remove(apex);
      bases.remove(apex);
      return new LogRecord.Removal(lsn, millis, apex, AUTHOR);
    }
    long base = 0;
    if (kind == 2) {
      base = images.write(zone, List.of());
      unsettled.add(base);
      bases.put(apex, base);
    }
    Changeset changes = change(zone);
    ZoneEditor editor = zone.edit();
    changes.applyTo(editor);
    zones.put(apex, editor.build());
    return new LogRecord.Change(lsn, millis, AUTHOR, 0, base, changes);
  }

  private Changeset change(ZoneSnapshot zone) {
    List<ResourceRecord> removed = new ArrayList<>();
    List<ResourceRecord> added = new ArrayList<>();
    int serial = (int) zone.serial();
    Name apex = zone.origin();
    removed.add(record(apex, 6, 3600, RandomZones.soa(serial)));
    added.add(record(apex, 6, 3600, RandomZones.soa(serial + 1)));
    ZoneEditor scratch = zone.edit();
    for (int i = random.nextInt(4); i > 0; i--) {
      Name owner = apex.child("h" + random.nextInt(30));
      byte[] address = {10, 0, 0, (byte) random.nextInt(3)};
      ResourceRecord record = record(owner, 1, 60, address);
      if (removed.contains(record) || added.contains(record)) {
        continue;
      }
      if (scratch.removeRecord(owner, 1, address)) {
        removed.add(record);
      } else {
        added.add(record);
      }
    }
    return new Changeset(apex, serial, serial + 1, removed, added);
  }

  private static ResourceRecord record(Name owner, int type, int ttlSeconds, byte[] rdata) {
    Rdata valid = Rdata.ofValid(RRTypes.of(type), rdata, 0, rdata.length);
    return new ResourceRecord(owner, RRClass.IN, ttlSeconds, valid);
  }

  /** A state in words. */
  static String print(Map<Name, ZoneSnapshot> zones, Map<Name, Long> bases) {
    StringBuilder text = new StringBuilder();
    zones.keySet().stream()
        .sorted()
        .forEach(
            apex -> {
              ZoneSnapshot zone = zones.get(apex);
              if (zone != null) {
                text.append(apex).append(" base ").append(bases.get(apex)).append('\n');
                text.append(RandomZones.print(zone));
              }
            });
    return text.toString();
  }

  static String print(State state) {
    return print(state.zones(), state.bases());
  }

  static String print(Recovery recovered) {
    Map<Name, ZoneSnapshot> zones = new HashMap<>();
    Map<Name, Long> bases = new HashMap<>();
    recovered
        .zones()
        .forEach(
            (apex, zone) -> {
              zones.put(apex, zone.zone());
              bases.put(apex, zone.base());
            });
    return print(zones, bases);
  }
}
