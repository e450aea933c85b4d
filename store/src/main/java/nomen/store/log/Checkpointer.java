package nomen.store.log;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import nomen.codec.name.Name;
import nomen.store.recorder.Recorder;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes checkpoints beside traffic, on a thread of its own. The writer of zones tells it what was
 * made durable and published; what it is given never changes, so nobody waits for it. Between two
 * parts of a file it leaves the disk to others for a moment.
 *
 * <p>A checkpoint that fails is told in the log and tried again after some seconds, then less and
 * less often: nothing is lost without it but time when the server is started.
 */
public final class Checkpointer implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Checkpointer.class);

  /** How long the disk is left to others after each part that was forced. */
  private static final long PAUSE_NANOS = 2_000_000;

  /**
   * Log behind the last checkpoint that is worth one when the server stops: some 10,000 changes.
   */
  static final long LAST_OCTETS = 4 << 20;

  /** After a checkpoint that failed the next try waits so long, then twice as long each time. */
  private static final long RETRY_MILLIS = 5_000;

  /** How long {@link #close} lets a checkpoint be written. */
  private static final long LAST_MILLIS = 5_000;

  /** How long {@link #close} waits after that for the thread to see that it is to end. */
  private static final long CLOSE_MILLIS = 5_000;

  /**
   * The last state that was told, if no checkpoint was begun of it.
   *
   * @param resting as {@link Checkpointer#resting} was then
   * @param horizon of the images then: a later one could be above what the next record names
   */
  private record Unsaved(
      DatabaseSnapshot zones, Collection<ZoneSnapshot> resting, long lsn, long horizon) {}

  private final BaseImages images;
  private final CheckpointFiles files;
  private final CheckpointPolicy policy;
  private final LongSupplier logOctets;
  private final BooleanSupplier isSoleOwner;
  private final InstantSource clock;
  private final LongConsumer done;
  private final Thread thread =
      Thread.ofPlatform().name("checkpoint").daemon().unstarted(this::run);

  /** Zones that the data directory has and nobody changes. */
  private Collection<ZoneSnapshot> resting;

  /** The number of the base image of each zone in the last state that was told. */
  private final Map<Name, Long> bases = new HashMap<>();

  /** Base images that the older of the kept checkpoints names; the checkpoint thread's own. */
  private Set<Long> olderBases = Set.of();

  /** What the older of the kept checkpoints has for a horizon; 0 while that is not known. */
  private long olderHorizon;

  private @Nullable Unsaved unsaved;
  private @Nullable Unsaved taken;
  private @Nullable Checkpoint wanted;
  private boolean writing;
  private boolean closed;
  private boolean brokenOff;
  private long startOctets;
  private long startMillis;

  /** When one that failed is tried again, and the wait before that; 0 if none failed. */
  private long retryAtMillis;

  private long retryMillis;
  private volatile long lastOctets;
  private volatile long lastLsn;

  /**
   * A checkpointer that does not run yet.
   *
   * @param recovered what the data directory held
   * @param resting zones of it that are not among those of {@link #committed}
   * @param done is told, on the checkpoint's thread, the LSN up to which the log is not needed for
   *     recovery any more
   */
  public Checkpointer(
      Recovery recovered,
      CheckpointPolicy policy,
      InstantSource clock,
      Collection<ZoneSnapshot> resting,
      LongConsumer done) {
    images = recovered.images();
    files = recovered.checkpoints();
    this.policy = policy;
    this.clock = clock;
    this.resting = List.copyOf(resting);
    this.done = done;
    logOctets = recovered.log()::writtenOctets;
    isSoleOwner = recovered.log()::isSoleOwner;
    recovered.zones().forEach((apex, zone) -> bases.put(apex, zone.base()));
    startMillis = Math.min(recovered.checkpointMillis(), clock.millis());
    lastLsn = recovered.checkpointLsn();
  }

  /** Starts the thread. Without it, {@link #writeWanted} does the work. */
  public void start() {
    thread.start();
  }

  /**
   * Other zones are at rest from now on, of those that the data directory has; called before {@link
   * #committed} tells the rest of the same state. For its thread, and quick.
   */
  public synchronized void rest(List<ZoneSnapshot> zones) {
    resting = zones;
  }

  /**
   * Zones were changed. For one thread, and quick.
   *
   * @param zones with the changes
   * @param lsn of the last record
   * @param records what was changed
   */
  public synchronized void committed(DatabaseSnapshot zones, long lsn, List<LogRecord> records) {
    for (LogRecord record : records) {
      switch (record) {
        case LogRecord.Load load -> bases.put(load.zone(), load.base());
        case LogRecord.Removal removal -> bases.remove(removal.zone());
        case LogRecord.Change change -> {
          if (change.base() != 0) {
            bases.put(change.zone(), change.base());
          }
        }
      }
    }
    boolean first = unsaved == null;
    Unsaved state = new Unsaved(zones, resting, lsn, images.horizon());
    unsaved = state;
    long now = clock.millis();
    boolean due =
        retryMillis == 0
            ? policy.isDue(tailOctets(), lastOctets, now - startMillis)
            : now >= retryAtMillis;
    if (due && !writing && wanted == null) {
      want(state);
    } else if (first) {
      // From now on the thread has a time to wait for.
      notifyAll();
    }
  }

  private long tailOctets() {
    return logOctets.getAsLong() - startOctets;
  }

  /** Has a checkpoint written of what there is now; see {@link #committed}, whose thread calls. */
  public synchronized void request(DatabaseSnapshot zones, long lsn) {
    if (lsn > lastLsn) {
      want(new Unsaved(zones, resting, lsn, images.horizon()));
    }
  }

  /** Has a checkpoint written of the last state that was told, if there is none of it. Quick. */
  public synchronized void saveNow() {
    Unsaved state = unsaved;
    if (state != null) {
      wantOverdue(state);
    }
  }

  private void want(Unsaved state) {
    List<Checkpoint.Zone> kept = new ArrayList<>(bases.size());
    keep(state.zones().zones(), kept);
    keep(state.resting(), kept);
    if (kept.size() != bases.size()) {
      throw new IllegalStateException(
          "checkpoint of " + kept.size() + " zones, and there are " + bases.size());
    }
    startMillis = clock.millis();
    startOctets = logOctets.getAsLong();
    wanted = new Checkpoint(state.lsn(), startMillis, state.horizon(), kept);
    taken = state;
    unsaved = null;
    notifyAll();
  }

  /** Zones without a base were never begun: they have nothing to keep. */
  private void keep(Collection<ZoneSnapshot> zones, List<Checkpoint.Zone> kept) {
    for (ZoneSnapshot zone : zones) {
      Long base = bases.get(zone.origin());
      if (base != null) {
        kept.add(new Checkpoint.Zone(zone, base));
      }
    }
  }

  /** The LSN of the newest checkpoint, 0 if there is none. */
  public long lastLsn() {
    return lastLsn;
  }

  /** The octets of the last checkpoint that was written since the start, 0 if none was. */
  public long lastOctets() {
    return lastOctets;
  }

  private void run() {
    try {
      while (waitUntilWanted()) {
        writeWanted();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean waitUntilWanted() throws InterruptedException {
    while (wanted == null && !closed) {
      Unsaved state = unsaved;
      long next = retryMillis == 0 ? startMillis + policy.intervalMillis() : retryAtMillis;
      long millis = next - clock.millis();
      if (state == null) {
        wait();
      } else if (millis > 0) {
        wait(millis);
      } else {
        wantOverdue(state);
      }
    }
    return wanted != null;
  }

  /** Must not throw: the thread is needed for the next one. */
  private void wantOverdue(Unsaved state) {
    try {
      want(state);
    } catch (RuntimeException e) {
      unsaved = null;
      LOGGER.atError().addKeyValue("lsn", state.lsn()).setCause(e).log("checkpoint failed");
    }
  }

  /**
   * Writes the checkpoint that is wanted, if one is, and deletes what is not needed with it.
   *
   * @return whether one was written
   */
  public boolean writeWanted() {
    Checkpoint checkpoint;
    synchronized (this) {
      checkpoint = wanted;
      wanted = null;
      writing = checkpoint != null;
    }
    if (checkpoint == null) {
      return false;
    }
    try {
      write(checkpoint);
      return true;
    } catch (Throwable e) {
      // An Error too: the thread is needed for the next one, or the log would grow without end.
      if (isBrokenOff()) {
        LOGGER.atInfo().addKeyValue("lsn", checkpoint.lsn()).log("checkpoint was broken off");
      } else {
        retryLater(checkpoint.lsn(), e);
      }
      return false;
    } finally {
      synchronized (this) {
        writing = false;
      }
    }
  }

  private synchronized void retryLater(long lsn, Throwable e) {
    if (unsaved == null) {
      unsaved = taken;
    }
    long doubled = retryMillis == 0 ? RETRY_MILLIS : 2 * retryMillis;
    retryMillis = Math.min(doubled, Math.max(RETRY_MILLIS, policy.intervalMillis()));
    retryAtMillis = clock.millis() + retryMillis;
    var line = LOGGER.atError().addKeyValue("lsn", lsn).addKeyValue("reason", e.toString());
    if (!(e instanceof IOException)) {
      line = line.setCause(e);
    }
    line.addKeyValue("retry_seconds", retryMillis / 1000).log("a checkpoint failed");
  }

  private void write(Checkpoint checkpoint) throws IOException {
    if (!isSoleOwner.getAsBoolean()) {
      throw new IOException("another process may be using the data directory");
    }
    CheckpointEvent event = Recorder.begin(CheckpointEvent::new);
    long began = clock.millis();
    long octets = files.write(checkpoint, this::pause);
    lastOctets = octets;
    lastLsn = checkpoint.lsn();
    synchronized (this) {
      retryMillis = 0;
    }
    if (event != null) {
      event.lsn = checkpoint.lsn();
      event.zones = checkpoint.zones().size();
      event.octets = octets;
      event.commit();
    }
    LoggingEventBuilder line = LOGGER.atDebug().addKeyValue("lsn", checkpoint.lsn());
    line.addKeyValue("zones", checkpoint.zones().size())
        .addKeyValue("octets", octets)
        .addKeyValue("millis", clock.millis() - began)
        .log("checkpoint was written");
    files.deleteOld();
    deleteUnusedImages(checkpoint);
    done.accept(files.oldestLsn());
  }

  /**
   * An image stays as long as a kept checkpoint, or a record behind the older of them, names it.
   */
  private void deleteUnusedImages(Checkpoint newest) throws IOException {
    Set<Long> newestBases = new HashSet<>();
    newest.zones().forEach(zone -> newestBases.add(zone.base()));
    Set<Long> named = new HashSet<>(olderBases);
    named.addAll(newestBases);
    images.deleteUnused(olderHorizon, named);
    olderBases = newestBases;
    olderHorizon = newest.horizon();
  }

  private void pause() throws IOException {
    if (isBrokenOff()) {
      throw new IOException("the server is shutting down");
    }
    LockSupport.parkNanos(PAUSE_NANOS);
  }

  private synchronized boolean isBrokenOff() {
    return brokenOff;
  }

  /** Whether its thread is not there any more, or was never started: nothing writes any more. */
  public boolean isOver() {
    return !thread.isAlive();
  }

  /**
   * Ends the thread: when it has written a checkpoint, if the next start would have much to replay
   * without one. What takes longer than some seconds is broken off.
   */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      Unsaved state = unsaved;
      if (state != null && wanted == null && tailOctets() >= LAST_OCTETS) {
        wantOverdue(state);
      }
      notifyAll();
    }
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    try {
      if (thread.join(Duration.ofMillis(LAST_MILLIS))) {
        return;
      }
      synchronized (this) {
        brokenOff = true;
      }
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
