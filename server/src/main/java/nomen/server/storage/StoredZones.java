package nomen.server.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import nomen.codec.name.Name;
import nomen.server.config.Configuration;
import nomen.server.config.ZoneSettings;
import nomen.server.transport.TransportClock;
import nomen.server.zone.ZoneTable;
import nomen.store.log.Author;
import nomen.store.log.CheckpointPolicy;
import nomen.store.log.Checkpointer;
import nomen.store.log.Disk;
import nomen.store.log.LogRecord;
import nomen.store.log.LogSettings;
import nomen.store.log.RecoveredZone;
import nomen.store.log.Recovery;
import nomen.store.update.ChangeReversal;
import nomen.store.update.PublishedState;
import nomen.store.update.WriterListener;
import nomen.store.update.WriterSettings;
import nomen.store.update.ZoneWriter;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.ZoneDatabase;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;
import nomen.store.zone.ZoneSpace;
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

  /** Zone files that are taken in at a time: they mostly wait for the disk, and share forces. */
  private static final int READERS = 16;

  /** How long {@link #close} waits for zone files that are being read. */
  private static final long CLOSE_MILLIS = 5_000;

  private final DataDirectory directory;
  private final Recovery recovery;
  private final ZoneDatabase database;
  private final ZoneWriter writer;
  private final Checkpointer checkpointer;
  private final ZoneTable table;
  private final ZoneFiles files;

  /** Held by the one that takes in zone files, or changes which zones there are. */
  private final ReentrantLock reading = new ReentrantLock();

  private boolean isClosed;

  private volatile DatabaseSnapshot unserved;
  private final KeptHistory history;

  private StoredZones(
      Configuration configuration,
      ZoneTable table,
      DataDirectory directory,
      StorageClock clock,
      LoadProgress.Factory progress) {
    this.directory = directory;
    this.table = table;
    recovery = directory.recovery();
    database = new ZoneDatabase(firstState());
    unserved =
        DatabaseSnapshot.of(
            recovery.zones().values().stream()
                .map(RecoveredZone::zone)
                .filter(zone -> table.zone(zone.origin()) == null)
                .toList());
    writer =
        new ZoneWriter(
            database,
            unserved,
            recovery.log(),
            clock,
            new WriterSettings(
                configuration.updates().queue(),
                configuration.updates().batch(),
                WriterSettings.batchOctets(Runtime.getRuntime().maxMemory())));
    files = new ZoneFiles(recovery, writer, database, progress, clock);
    history = new KeptHistory(recovery.log(), table, writer);
    checkpointer =
        new Checkpointer(
            recovery,
            new CheckpointPolicy(
                configuration.storage().checkpointSize().octets(),
                configuration.storage().checkpointInterval().toMillis()),
            clock,
            unserved.zones(),
            lsn -> history.checkpointDone(lsn, clock.millis()));
    writer.addListener(
        new WriterListener() {
          @Override
          public void committed(PublishedState state, List<LogRecord> records) {
            checkpointer.rest(state.kept().zones());
            unserved = state.kept();
            if (!records.isEmpty()) {
              checkpointer.committed(state.zones(), state.lsn(), records);
              files.committed(records);
            }
          }

          @Override
          public void failed(Throwable cause) {
            // If it is the log that is damaged, a checkpoint can have all that was acknowledged.
            checkpointer.saveNow();
          }
        });
    IOException unwritable = recovery.log().failure();
    if (unwritable != null) {
      writer.refuseAll(unwritable);
    }
  }

  /**
   * Opens a data directory and recovers its zones. Nothing changes them before {@link #start}.
   *
   * @param disk the data directory, made if it is not there
   * @param directory what it is called when something is wrong with it
   * @param table says which zones are served
   * @param random a source that clients cannot predict
   * @throws StorageException if another process has it, it cannot be written, or something that was
   *     durable is damaged or gone
   */
  public static StoredZones open(
      Disk disk,
      Path directory,
      Configuration configuration,
      ZoneTable table,
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
    return new StoredZones(configuration, table, opened, clock, progress);
  }

  /** Why no zone can be changed any more; null if one can. */
  public @Nullable String failure() {
    Throwable failure = writer.failure();
    return failure == null ? null : String.valueOf(failure.getMessage());
  }

  /**
   * Gives up what the data directory has of a zone that is not served: its records at once, its
   * history and images with the checkpoint that is requested.
   *
   * @return why not; null if it is done
   */
  public @Nullable String erase(Name apex, Author author) {
    reading.lock();
    try {
      if (table.zone(apex) != null) {
        return "is configured: take it out of the configuration first";
      }
      if (isClosed || unserved.zone(apex) == null) {
        return "is not in the data directory";
      }
      writer.change(Set.of(), Set.of(), Set.of(apex), author).join();
      CompletableFuture<?> _ =
          writer.between(
              state -> {
                checkpointer.request(state.zones(), state.lsn());
                return state;
              });
      return null;
    } catch (CompletionException e) {
      return String.valueOf(e.getMessage());
    } finally {
      reading.unlock();
    }
  }

  /** When a checkpoint was done last, in milliseconds since 1970; 0 if none was since the start. */
  public long lastCheckpointMillis() {
    return history.lastCheckpointMillis();
  }

  /** Starts the writer and what writes checkpoints. */
  public void start() {
    writer.start();
    checkpointer.start();
  }

  private DatabaseSnapshot firstState() {
    List<ZoneSnapshot> first = new ArrayList<>();
    for (ZoneSettings zone : table.zones()) {
      RecoveredZone recovered = recovery.zones().get(zone.name());
      // Without data it gets SERVFAIL until its file was read.
      first.add(recovered == null ? new ZoneEditor(zone.name()).build() : recovered.zone());
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

  /** Zones that are in the data directory, and are not served. */
  public List<Name> unserved() {
    return unserved.zones().stream().map(ZoneSnapshot::origin).toList();
  }

  @Override
  public boolean canChange() {
    return writer.failure() == null;
  }

  @Override
  public List<ZoneOutcome> reload(@Nullable Name apex) {
    reading.lock();
    try {
      List<ZoneSettings> wanted =
          table.zones().stream()
              .filter(zone -> apex == null ? !table.isMember(zone) : apex.equals(zone.name()))
              .toList();
      ZoneSpace space = ZoneSpace.ofHeap(database.current());
      return ZoneWork.map(
          wanted, READERS, zone -> isClosed ? closing(zone) : files.takeIn(zone, space));
    } finally {
      reading.unlock();
    }
  }

  private ZoneOutcome closing(ZoneSettings zone) {
    return files.failed(zone, "the server is shutting down");
  }

  @Override
  public ZoneOutcome preview(ZoneSettings zone) {
    reading.lock();
    try {
      ZoneSnapshot served = database.current().zone(zone.name());
      return files.preview(zone, served == null ? unserved.zone(zone.name()) : served);
    } finally {
      reading.unlock();
    }
  }

  /**
   * Has a zone be what is wanted, by one change with a serial of the zone's policy. For a zone that
   * nobody else changes.
   *
   * @param wanted with the serial that the zone has; the first time, with the serial to begin with
   */
  public ZoneOutcome become(ZoneSettings zone, ZoneSnapshot wanted, Author author) {
    reading.lock();
    try {
      return isClosed ? closing(zone) : files.become(zone, wanted, author);
    } finally {
      reading.unlock();
    }
  }

  /**
   * As {@link nomen.server.zone.ZoneKeeper#follow}: a zone that was kept is published as it was
   * left. It waits for zone files that are being taken in.
   */
  @Override
  public void follow(Set<Name> erased) {
    reading.lock();
    try {
      if (isClosed) {
        return;
      }
      Set<Name> wanted = table.zones().stream().map(ZoneSettings::name).collect(Collectors.toSet());
      Set<Name> withdraw = new HashSet<>();
      Set<Name> serve = new HashSet<>(wanted);
      for (ZoneSnapshot zone : database.current().zones()) {
        Name apex = zone.origin();
        if (!erased.contains(apex) && !serve.remove(apex)) {
          withdraw.add(apex);
        }
      }
      if (!serve.isEmpty() || !withdraw.isEmpty() || !erased.isEmpty()) {
        MovedZones.move(writer, serve, withdraw, erased);
      }
    } finally {
      reading.unlock();
    }
  }

  /**
   * Undoes a change of the past by a new one.
   *
   * @return what became of it; what later changes contradict stands in the merge
   */
  public Reversal revert(LogRecord.Change change, Author author) {
    ChangeReversal reversal = new ChangeReversal(change.changeset());
    ZoneSettings zone = table.zone(change.zone());
    if (zone == null) {
      return Reversal.refused("zone " + change.zone() + " is not configured");
    }
    if (zone.isSecondary() || zone.isProduced()) {
      // A change of its own would make it another zone than its primaries have, for good.
      String owner = zone.isSecondary() ? "its primaries change" : "the configuration changes";
      return Reversal.refused("only " + owner + " it: undo the change there");
    }
    MergeTask.Result result =
        MergeTask.run(
            writer,
            new MergeTask(
                change.zone(),
                author,
                0,
                (editor, nowMillis) -> reversal.evaluate(editor, zone.serial(), nowMillis)));
    return new Reversal(result.evaluation(), result.conflicts());
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
      LOG.error("data directory stays locked until the process has ended");
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
