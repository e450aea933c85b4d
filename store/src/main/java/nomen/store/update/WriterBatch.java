package nomen.store.update;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nomen.codec.edns.ErrorCode;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.store.log.LogRecord;
import nomen.store.logging.LimitedLine;
import nomen.store.zone.Changeset;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that one force serves: each is evaluated against the state that those before it left,
 * and what it does not stand for is taken back before the next.
 */
final class WriterBatch {
  /**
   * Records that a batch's changes may have before no task is added to it: so what a batch keeps in
   * memory and writes at once does not grow with the size of its messages.
   */
  static final int MAX_RECORDS = 1 << 17;

  private static final Evaluation.Refused TOO_LARGE =
      new Evaluation.Refused(
          Rcode.REFUSED,
          ErrorCode.UNABLE_TO_CONFORM_TO_POLICY,
          "the change has over " + (LogRecord.MAX_OCTETS >> 20) + " MiB");

  private static final Evaluation.Refused FAULT =
      new Evaluation.Refused(Rcode.SERVFAIL, ErrorCode.OTHER, "the server failed over this update");

  /** One zone as the tasks of the batch see it. */
  private static final class OpenZone {
    /** Null if there is no such zone. */
    private @Nullable ZoneEditor editor;

    /** The state before the next task; null if a task changed it since the last one was made. */
    private ZoneEditor.@Nullable Savepoint savepoint;

    private boolean changed;

    OpenZone(@Nullable ZoneEditor editor) {
      this.editor = editor;
    }
  }

  /**
   * A task and what became of it.
   *
   * @param lsn the number of the record that it led to, 0 if it led to none
   */
  record Entry(WriterTask task, Evaluation outcome, long lsn) {}

  private final WriterCounters counters;
  private final LimitedLine faults;
  private final Map<Name, OpenZone> zones = new HashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private final List<LogRecord> records = new ArrayList<>();

  /** How many of the entries were given out to be told. */
  private int told;

  private DatabaseSnapshot before;

  /** Zones that are kept and not published, as the tasks until now leave them. */
  private DatabaseSnapshot kept;

  private boolean changesZones;
  private long firstLsn;
  private long nowMillis;
  private long recordsChanged;
  private long octetsChanged;
  private boolean isBroken;

  WriterBatch(WriterCounters counters, LimitedLine faults) {
    this.counters = counters;
    this.faults = faults;
    before = DatabaseSnapshot.EMPTY;
    kept = DatabaseSnapshot.EMPTY;
  }

  /**
   * Begins a batch.
   *
   * @param published what its first task sees
   */
  void begin(PublishedState published, long millis) {
    zones.clear();
    entries.clear();
    records.clear();
    before = published.zones();
    kept = published.kept();
    changesZones = false;
    firstLsn = published.lsn() + 1;
    nowMillis = millis;
    told = 0;
    recordsChanged = 0;
    octetsChanged = 0;
    isBroken = false;
  }

  /** Whether nothing of the batch may be made durable. */
  boolean isBroken() {
    return isBroken;
  }

  /** Whether there is something to publish. */
  boolean hasChanges() {
    return changesZones || !records.isEmpty();
  }

  boolean hasRoom(WriterSettings settings) {
    return entries.size() < settings.batchTasks()
        && recordsChanged < MAX_RECORDS
        && octetsChanged < settings.batchOctets();
  }

  /** The tasks in order. */
  List<Entry> entries() {
    return entries;
  }

  /** The next entry whose task is to be told what became of it, each once; null behind the last. */
  @Nullable Entry nextToTell() {
    return told < entries.size() ? entries.get(told++) : null;
  }

  /** What is to be made durable. */
  List<LogRecord> records() {
    return records;
  }

  /** Adds a task and finds out what becomes of it. */
  void add(WriterTask task) {
    int recordsBefore = records.size();
    Evaluation outcome;
    try {
      outcome =
          switch (task) {
            case ZoneTask zoneTask -> evaluate(zoneTask);
            case WriterTask.WholeZone whole -> replace(whole);
            case WriterTask.ZoneSet set -> change(set);
            case WriterTask.StateRead _ -> new Evaluation.Unchanged(0);
          };
    } catch (Throwable e) {
      // Not the task failed but what is around it: nothing of the batch can be relied on.
      isBroken = true;
      WriterNews.report(faults, "evaluate a batch of updates", e);
      outcome = FAULT;
    }
    long lsn = records.size() == recordsBefore ? 0 : firstLsn + recordsBefore;
    entries.add(new Entry(task, outcome, lsn));
  }

  private OpenZone open(Name apex) {
    OpenZone zone = zones.get(apex);
    if (zone == null) {
      ZoneSnapshot snapshot = before.zone(apex);
      zone = new OpenZone(snapshot == null ? null : snapshot.edit());
      zones.put(apex, zone);
    }
    return zone;
  }

  private Evaluation evaluate(ZoneTask task) {
    ZoneEditor editor = null;
    ZoneEditor.Savepoint savepoint = null;
    Evaluation outcome;
    try {
      OpenZone zone = open(task.zone());
      editor = zone.editor;
      if (editor == null) {
        return noZone(task.zone());
      }
      savepoint = savepoint(zone, editor);
      outcome = task.evaluate(editor, nowMillis);
      if (outcome instanceof Evaluation.Changed(Changeset changeset)) {
        LogRecord record =
            new LogRecord.Change(
                firstLsn + records.size(),
                nowMillis,
                task.author(),
                task.requestDigest(),
                task.base(),
                changeset);
        // Asked here, so that what the log cannot hold is this task's fault and no other's.
        long octets = record.maxOctets();
        if (octets <= LogRecord.MAX_OCTETS) {
          records.add(record);
          recordsChanged += changeset.removed().size() + changeset.added().size();
          octetsChanged += octets;
          zone.savepoint = null;
          zone.changed = true;
          return outcome;
        }
        outcome = TOO_LARGE;
      }
    } catch (Throwable e) {
      // Whatever a task throws, an Error too, must not reach those beside it.
      counters.add(WriterCounter.FAULTS, 1);
      WriterNews.report(faults, "evaluate an update", e);
      outcome = FAULT;
    }
    if (editor != null && savepoint != null) {
      editor.rollback(savepoint);
    }
    return outcome;
  }

  private static ZoneEditor.Savepoint savepoint(OpenZone zone, ZoneEditor editor) {
    ZoneEditor.Savepoint savepoint = zone.savepoint;
    if (savepoint == null) {
      savepoint = editor.savepoint();
      zone.savepoint = savepoint;
    }
    return savepoint;
  }

  private static Evaluation noZone(Name apex) {
    return new Evaluation.Refused(
        Rcode.NOTAUTH, ErrorCode.NOT_AUTHORITATIVE, "no zone " + apex + " here");
  }

  private Evaluation replace(WriterTask.WholeZone whole) {
    OpenZone zone = open(whole.apex());
    ZoneSnapshot snapshot = whole.zone();
    long lsn = firstLsn + records.size();
    if (snapshot != null) {
      if (whole.ifServed() && zone.editor == null) {
        return noZone(whole.apex());
      }
      kept = kept.zone(whole.apex()) == null ? kept : kept.without(whole.apex());
      records.add(
          new LogRecord.Load(
              lsn, nowMillis, whole.apex(), whole.author(), whole.base(), (int) snapshot.serial()));
      zone.editor = snapshot.edit();
    } else if (zone.editor != null) {
      records.add(new LogRecord.Removal(lsn, nowMillis, whole.apex(), whole.author()));
      zone.editor = null;
    } else {
      return noZone(whole.apex());
    }
    zone.savepoint = null;
    zone.changed = true;
    return new Evaluation.Unchanged(snapshot == null ? 0 : (int) snapshot.serial());
  }

  private Evaluation change(WriterTask.ZoneSet set) {
    Map<Name, ZoneSnapshot> resting = new HashMap<>();
    kept.zones().forEach(zone -> resting.put(zone.origin(), zone));
    for (Name apex : set.erase()) {
      ZoneSnapshot gone = unpublish(apex);
      ZoneSnapshot rested = resting.remove(apex);
      if (hasData(gone) || hasData(rested)) {
        records.add(
            new LogRecord.Removal(firstLsn + records.size(), nowMillis, apex, set.author()));
      }
    }
    for (Name apex : set.withdraw()) {
      ZoneSnapshot gone = unpublish(apex);
      if (gone != null && hasData(gone)) {
        resting.put(apex, gone);
      }
    }
    for (Name apex : set.serve()) {
      OpenZone zone = open(apex);
      if (zone.editor == null) {
        ZoneSnapshot rested = resting.remove(apex);
        zone.editor = rested == null ? new ZoneEditor(apex) : rested.edit();
        zone.savepoint = null;
        zone.changed = true;
      }
    }
    kept = DatabaseSnapshot.of(resting.values());
    changesZones = true;
    return new Evaluation.Unchanged(0);
  }

  /** Zones without data were never begun, and there is nothing to keep of them. */
  private static boolean hasData(@Nullable ZoneSnapshot zone) {
    return zone != null && zone.recordCount() > 0;
  }

  private @Nullable ZoneSnapshot unpublish(Name apex) {
    OpenZone zone = open(apex);
    ZoneEditor editor = zone.editor;
    if (editor == null) {
      return null;
    }
    ZoneSnapshot last = zone.changed ? editor.build() : before.zone(apex);
    zone.editor = null;
    zone.savepoint = null;
    zone.changed = true;
    return last;
  }

  /** The zones that are kept and not published, after all changes of the batch. */
  DatabaseSnapshot kept() {
    return kept;
  }

  /** The state with all changes of the batch. */
  DatabaseSnapshot build() {
    List<ZoneSnapshot> put = new ArrayList<>(zones.size());
    Set<Name> gone = new HashSet<>();
    for (Map.Entry<Name, OpenZone> entry : zones.entrySet()) {
      OpenZone zone = entry.getValue();
      if (zone.changed) {
        if (zone.editor != null) {
          put.add(zone.editor.build());
        } else {
          gone.add(entry.getKey());
        }
      }
    }
    DatabaseSnapshot after = gone.isEmpty() ? before : before.without(gone);
    return put.isEmpty() ? after : after.with(put);
  }
}
