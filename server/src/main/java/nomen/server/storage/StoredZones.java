package nomen.server.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
import nomen.store.log.DiskLock;
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

  /** More read no faster: the disk is the limit then. */
  private static final int MAX_READING_THREADS = 8;

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

  private final DiskLock lock;
  private final ExecutorService background;
  private final Recovery recovery;
  private final ZoneDatabase database;
  private final ZoneWriter writer;
  private final Checkpointer checkpointer;
  private final LoadProgress.Factory progress;

  /** In the order of the configuration; a zone is touched under the lock of this object only. */
  private final Map<Name, Zone> zones = new LinkedHashMap<>();

  private final List<ZoneSnapshot> unserved = new ArrayList<>();
  private volatile long lastCheckpointMillis;

  private StoredZones(
      Configuration configuration,
      Recovery recovery,
      DiskLock lock,
      ExecutorService background,
      StorageClock clock,
      LoadProgress.Factory progress) {
    this.lock = lock;
    this.background = background;
    this.recovery = recovery;
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
    ExecutorService background =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("log-segments").factory());
    DiskLock lock = null;
    try {
      disk.createDirectory("");
      lock = disk.lock(LOCK);
      Recovery recovery =
          Recovery.run(
              disk,
              new LogSettings(configuration.storage().segmentSize().octets()),
              background,
              random,
              Math.min(MAX_READING_THREADS, Runtime.getRuntime().availableProcessors()));
      recovery.damaged().forEach(what -> LOG.warn("damaged: {}", what));
      return new StoredZones(configuration, recovery, lock, background, clock, progress);
    } catch (IOException e) {
      background.shutdownNow();
      closeQuietly(lock);
      throw new StorageException(
          "the data directory " + directory + " cannot be used: " + e.getMessage(), e);
    }
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
  public synchronized List<ZoneOutcome> reload(@Nullable Name apex) {
    List<ZoneOutcome> outcomes = new ArrayList<>();
    for (Zone zone : zones.values()) {
      if (apex == null || apex.equals(zone.settings.name())) {
        outcomes.add(takeIn(zone));
      }
    }
    return outcomes;
  }

  private ZoneOutcome takeIn(Zone zone) {
    if (zone.base != 0 && FileVersion.isCurrent(zone.settings.file(), zone.sources)) {
      return outcome(zone, ZoneOutcome.Kind.UNCHANGED, List.of());
    }
    FileVersion version;
    try (LoadProgress shown = progress.begin(zone.settings.name())) {
      version = FileVersion.read(zone.settings.file(), zone.settings.name(), shown);
    }
    ZoneSnapshot file = version.loaded().zone();
    if (file == null) {
      return outcome(
          zone,
          zone.base == 0 ? ZoneOutcome.Kind.NOT_SERVED : ZoneOutcome.Kind.KEPT,
          version.findings(Severity.ERROR));
    }
    try {
      long number = recovery.images().write(file, version.sources());
      try {
        return takeIn(zone, version, file, number);
      } finally {
        recovery.images().settle(number);
      }
    } catch (IOException e) {
      return failed(zone, String.valueOf(e.getMessage()));
    }
  }

  private ZoneOutcome takeIn(Zone zone, FileVersion version, ZoneSnapshot file, long number)
      throws IOException {
    List<String> detail = new ArrayList<>(version.findings(Severity.WARNING));
    ZoneOutcome.Kind kind;
    if (zone.base == 0) {
      try {
        writer.put(file, ZONE_FILE, number).join();
      } catch (CompletionException e) {
        return failed(zone, String.valueOf(e.getMessage()));
      }
      kind = ZoneOutcome.Kind.LOADED;
    } else {
      ZoneSettings settings = zone.settings;
      FileMerge merge =
          new FileMerge(
              recovery.images().read(zone.base).zone(),
              file,
              settings.mergeConflicts() == MergeConflicts.FILE);
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
   * one, and closes the log.
   */
  @Override
  public void close() {
    writer.close();
    checkpointer.close();
    closeQuietly(recovery.log());
    background.shutdownNow();
    closeQuietly(lock);
  }

  private static void closeQuietly(@Nullable AutoCloseable resource) {
    if (resource != null) {
      try {
        resource.close();
      } catch (Exception e) {
        LOG.warn("closing the data directory: {}", e.toString());
      }
    }
  }
}
