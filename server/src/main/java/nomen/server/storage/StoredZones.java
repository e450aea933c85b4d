package nomen.server.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import nomen.codec.name.Name;
import nomen.server.config.Configuration;
import nomen.server.config.MergeConflicts;
import nomen.server.config.ZoneSettings;
import nomen.server.transport.TransportClock;
import nomen.store.log.Author;
import nomen.store.log.CheckpointPolicy;
import nomen.store.log.Checkpointer;
import nomen.store.log.Disk;
import nomen.store.log.LogRecord;
import nomen.store.log.LogSettings;
import nomen.store.log.RecoveredZone;
import nomen.store.log.Recovery;
import nomen.store.log.Retention;
import nomen.store.update.ChangeReversal;
import nomen.store.update.Evaluation;
import nomen.store.update.FileMerge;
import nomen.store.update.PublishedState;
import nomen.store.update.WriterListener;
import nomen.store.update.WriterSettings;
import nomen.store.update.ZoneWriter;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.ZoneDatabase;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;
import nomen.store.zonefile.Severity;
import nomen.store.zonefile.SourceFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The zones of a server with a data directory: recovered from it, merged with their files, changed
 * by the writer.
 *
 * <p>A zone that the data directory has and the configuration has not is kept there and not served.
 * A zone whose file has errors is served as the log has it: a slip of the pen takes no zone down.
 */
public final class StoredZones implements ServedZones {
  private static final Logger LOG = LoggerFactory.getLogger(StoredZones.class);

  /** The file in the data directory that whoever writes there has locked. */
  public static final String LOCK = "lock";

  private static final Author ZONE_FILE = new Author(Author.Via.ZONE_FILE, null, null, "");

  /** How long {@link #close} waits for zone files that are being read. */
  private static final long CLOSE_MILLIS = 5_000;

  /** A configured zone, and which version of its file it has taken in. */
  private static final class Zone {
    private final ZoneSettings settings;

    /** The number of the image of that version; 0 if there is none yet. */
    private long base;

    private List<SourceFile> sources = List.of();

    Zone(ZoneSettings settings) {
      this.settings = settings;
    }
  }

  private final DataDirectory directory;
  private final Recovery recovery;
  private final ZoneDatabase database;
  private final ZoneWriter writer;
  private final Checkpointer checkpointer;
  private final LoadProgress.Factory progress;

  /** Held by the one that takes in zone files. */
  private final ReentrantLock reading = new ReentrantLock();

  private boolean isClosed;

  /** In the order of the configuration; a zone is touched under the lock of its readers only. */
  private final Map<Name, Zone> zones = new LinkedHashMap<>();

  private final List<ZoneSnapshot> unserved = new ArrayList<>();
  private volatile long lastCheckpointMillis;

  private StoredZones(
      Configuration configuration,
      DataDirectory directory,
      StorageClock clock,
      LoadProgress.Factory progress) {
    this.directory = directory;
    recovery = directory.recovery();
    this.progress = progress;
    for (ZoneSettings settings : configuration.zones()) {
      zones.put(settings.name(), new Zone(settings));
    }
    database = new ZoneDatabase(firstState());
    writer =
        new ZoneWriter(
            database,
            recovery.log(),
            clock,
            new WriterSettings(configuration.updates().queue(), configuration.updates().batch()));
    checkpointer =
        new Checkpointer(
            recovery,
            new CheckpointPolicy(
                configuration.storage().checkpointSize().octets(),
                configuration.storage().checkpointInterval().toMillis()),
            clock,
            unserved,
            lsn -> checkpointDone(lsn, clock.millis()));
    writer.addListener(
        new WriterListener() {
          @Override
          public void committed(PublishedState state, List<LogRecord> records) {
            checkpointer.committed(state.zones(), state.lsn(), records);
          }
        });
  }

  /**
   * Opens a data directory and recovers its zones. Nothing changes them before {@link #start}.
   *
   * @param disk the data directory, made if it is not there
   * @param directory what it is called when something is wrong with it
   * @param random a source that clients cannot predict
   * @throws StorageException if another process has it, it cannot be written, or something that was
   *     durable is damaged or gone
   */
  public static StoredZones open(
      Disk disk,
      Path directory,
      Configuration configuration,
      TransportClock transportClock,
      RandomGenerator random,
      LoadProgress.Factory progress)
      throws StorageException {
    StorageClock clock = new StorageClock(transportClock);
    DataDirectory opened =
        DataDirectory.open(
            disk,
            directory,
            new LogSettings(configuration.storage().segmentSize().octets()),
            random);
    return new StoredZones(configuration, opened, clock, progress);
  }

  /** On the checkpoint's thread: recovery needs no record up to an LSN any more. */
  private void checkpointDone(long lsn, long nowMillis) {
    lastCheckpointMillis = nowMillis;
    try {
      long gone = recovery.log().retain(lsn, nowMillis, this::retentionOf);
      if (gone > 0) {
        LOG.info("history that no zone keeps any longer: {} octets taken out of the log", gone);
      }
    } catch (IOException e) {
      LOG.error("old history stays in the log: {}", e.getMessage());
    }
  }

  private Retention retentionOf(Name apex) {
    Zone zone = zones.get(apex);
    return zone == null
        ? Retention.ALL
        : new Retention(
            zone.settings.historyAge().toMillis(), zone.settings.historySize().octets());
  }

  /** When a checkpoint was done last, in milliseconds since 1970; 0 if none was since the start. */
  public long lastCheckpointMillis() {
    return lastCheckpointMillis;
  }

  /** Starts the writer and what writes checkpoints. */
  public void start() {
    writer.start();
    checkpointer.start();
  }

  private DatabaseSnapshot firstState() {
    List<ZoneSnapshot> first = new ArrayList<>();
    recovery
        .zones()
        .forEach(
            (apex, recovered) -> {
              Zone zone = zones.get(apex);
              if (zone == null) {
                unserved.add(recovered.zone());
              } else {
                zone.base = recovered.base();
                zone.sources = recovered.sources();
              }
            });
    for (Zone zone : zones.values()) {
      RecoveredZone recovered = recovery.zones().get(zone.settings.name());
      // Without data it gets SERVFAIL until its file was read.
      first.add(
          recovered == null ? new ZoneEditor(zone.settings.name()).build() : recovered.zone());
    }
    return DatabaseSnapshot.of(first);
  }

  @Override
  public ZoneDatabase database() {
    return database;
  }

  /** What changes them. */
  public ZoneWriter writer() {
    return writer;
  }

  /** What writes checkpoints of them. */
  public Checkpointer checkpointer() {
    return checkpointer;
  }

  /** What the data directory held when it was opened, and its log. */
  public Recovery recovery() {
    return recovery;
  }

  /** Zones that are in the data directory, but not in the configuration. */
  public List<Name> unserved() {
    return unserved.stream().map(ZoneSnapshot::origin).toList();
  }

  @Override
  public boolean isConfigured(Name apex) {
    return zones.containsKey(apex);
  }

  @Override
  public List<ZoneOutcome> reload(@Nullable Name apex) {
    reading.lock();
    try {
      List<ZoneOutcome> outcomes = new ArrayList<>();
      for (Zone zone : zones.values()) {
        if (apex == null || apex.equals(zone.settings.name())) {
          outcomes.add(isClosed ? failed(zone, "the server is shutting down") : takeIn(zone));
        }
      }
      return outcomes;
    } finally {
      reading.unlock();
    }
  }

  private ZoneOutcome takeIn(Zone zone) {
    Path path = zone.settings.file();
    if (path == null) {
      return outcome(zone, ZoneOutcome.Kind.SECONDARY, List.of());
    }
    if (zone.base != 0 && FileVersion.isCurrent(path, zone.sources)) {
      return outcome(zone, ZoneOutcome.Kind.UNCHANGED, List.of());
    }
    FileVersion version;
    try (LoadProgress shown = progress.begin(zone.settings.name())) {
      version = FileVersion.read(path, zone.settings.name(), shown);
    }
    ZoneSnapshot file = version.loaded().zone();
    if (file == null) {
      return outcome(
          zone,
          zone.base == 0 ? ZoneOutcome.Kind.NOT_SERVED : ZoneOutcome.Kind.KEPT,
          version.findings(Severity.ERROR));
    }
    if (writer.failure() != null) {
      // Each image that is written now would stay until the next start.
      return failed(zone, "no changes until a restart: the log cannot be written");
    }
    try {
      ZoneSnapshot now = database.current().zone(file.origin());
      ZoneSnapshot base =
          zone.base == 0 ? null : MergeStart.read(recovery.images(), zone.base, now, file);
      long number = recovery.images().write(file, version.sources());
      try {
        return takeIn(zone, version, base, file, number);
      } finally {
        recovery.images().settle(number);
      }
    } catch (IOException e) {
      return failed(zone, String.valueOf(e.getMessage()));
    }
  }

  private ZoneOutcome takeIn(
      Zone zone, FileVersion version, @Nullable ZoneSnapshot base, ZoneSnapshot file, long number) {
    List<String> detail = new ArrayList<>(version.findings(Severity.WARNING));
    ZoneOutcome.Kind kind;
    if (base == null) {
      try {
        writer.put(file, ZONE_FILE, number).join();
      } catch (CompletionException e) {
        return failed(zone, String.valueOf(e.getMessage()));
      }
      kind = ZoneOutcome.Kind.LOADED;
    } else {
      ZoneSettings settings = zone.settings;
      FileMerge merge = new FileMerge(base, file, settings.mergeConflicts() == MergeConflicts.FILE);
      MergeTask.Result result =
          run(
              new MergeTask(
                  settings.name(),
                  ZONE_FILE,
                  number,
                  (editor, nowMillis) -> merge.evaluate(editor, settings.serial(), nowMillis)));
      if (result.evaluation() instanceof Evaluation.Refused refused) {
        return failed(zone, refused.reason());
      }
      detail.addAll(result.conflicts());
      kind = ZoneOutcome.Kind.MERGED;
    }
    zone.base = number;
    zone.sources = version.sources();
    return outcome(zone, kind, detail);
  }

  /**
   * Undoes a change of the past by a new one.
   *
   * @return what became of it; what later changes contradict stands in the merge
   */
  public Reversal revert(LogRecord.Change change, Author author) {
    ChangeReversal reversal = new ChangeReversal(change.changeset());
    Zone zone = zones.get(change.zone());
    if (zone == null) {
      return new Reversal(
          new Evaluation.Refused(0, -1, "zone " + change.zone() + " is not configured"), List.of());
    }
    MergeTask.Result result =
        run(
            new MergeTask(
                change.zone(),
                author,
                0,
                (editor, nowMillis) ->
                    reversal.evaluate(editor, zone.settings.serial(), nowMillis)));
    return new Reversal(result.evaluation(), result.conflicts());
  }

  private MergeTask.Result run(MergeTask task) {
    Evaluation.Refused refused = writer.offer(task);
    return refused == null ? task.done().join() : new MergeTask.Result(refused, null);
  }

  private ZoneOutcome failed(Zone zone, String why) {
    return outcome(
        zone, zone.base == 0 ? ZoneOutcome.Kind.NOT_SERVED : ZoneOutcome.Kind.FAILED, List.of(why));
  }

  private ZoneOutcome outcome(Zone zone, ZoneOutcome.Kind kind, List<String> detail) {
    ZoneSnapshot now = database.current().zone(zone.settings.name());
    return new ZoneOutcome(zone.settings.name(), kind, now == null ? 0 : now.serial(), detail);
  }

  /**
   * Lets the writer finish what waits, has a checkpoint written if the log has much behind the last
   * one, and closes the log. If something does not come back from the disk in time, the directory
   * is left open and locked until the process has ended: so nothing is written here beside the next
   * server.
   */
  @Override
  public void close() {
    writer.close();
    checkpointer.close();
    if (!writer.isOver() || !checkpointer.isOver() || !endReading()) {
      LOG.error("the data directory is in use until the process has ended");
      return;
    }
    directory.close();
  }

  private boolean endReading() {
    try {
      if (!reading.tryLock(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        return false;
      }
      isClosed = true;
      reading.unlock();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
