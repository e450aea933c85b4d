package nomen.server.transfer;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import nomen.codec.name.Name;
import nomen.codec.tsig.Keyring;
import nomen.server.config.Configuration;
import nomen.server.storage.StoredZones;
import nomen.server.transfer.notify.FollowerStatus;
import nomen.server.transfer.notify.NotifyService;
import nomen.server.transfer.out.TransferService;
import nomen.server.transport.TransportClock;
import nomen.server.update.UpdateService;
import nomen.server.zone.ZoneTable;
import nomen.store.update.ZoneWriter;
import nomen.store.zone.ZoneDatabase;
import org.jspecify.annotations.Nullable;

/** All that a server has for zone transfers, wired together. */
public final class TransferFloor implements AutoCloseable {
  private final Configuration configuration;
  private final ZoneTable zones;
  private final TransportClock clock;
  private final @Nullable ZoneWriter writer;
  private final TransferService out;
  private volatile @Nullable NotifyService notify;

  /**
   * For a configuration; nothing is sent yet.
   *
   * @param stored null if there is no data directory
   */
  public TransferFloor(
      Configuration configuration,
      ZoneTable zones,
      @Nullable StoredZones stored,
      TransportClock clock) {
    this.configuration = configuration;
    this.zones = zones;
    this.clock = clock;
    writer = stored == null ? null : stored.writer();
    out =
        new TransferService(
            configuration,
            zones,
            writer,
            stored == null ? null : stored.recovery().log().history(),
            clock);
  }

  /**
   * Begins to tell secondaries of changes. Called when they can be answered.
   *
   * @param updates whose answers wait for secondaries
   * @param random a source that nobody can predict, for any threads
   * @throws IOException if no socket can be opened
   */
  public void begin(
      ZoneDatabase database, UpdateService updates, RandomGenerator random) throws IOException {
    Keyring keys = configuration.keyring();
    NotifyService service =
        NotifyService.start(
            zones,
            database,
            writer,
            () -> keys,
            configuration.transfers().notifyDelay().toNanos(),
            clock,
            random);
    notify = service;
    out.addObserver(service.tracker());
    updates.followedBy(service.tracker());
  }

  /** Which zones are served. */
  public ZoneTable zones() {
    return zones;
  }

  /** Who sends zones to others. */
  public TransferService out() {
    return out;
  }

  /** Who tells secondaries of changes; null before {@link #begin}. */
  public @Nullable NotifyService notifier() {
    return notify;
  }

  /** What is known of the secondaries of some zones. */
  public List<FollowerStatus> followers(Predicate<Name> which) {
    NotifyService service = notify;
    return service == null ? List.of() : service.status(which);
  }

  /** Zones may have changed without the writer. */
  public void rescan() {
    NotifyService service = notify;
    if (service != null) {
      service.rescan();
    }
  }

  /** Lets answers leave that wait for secondaries. */
  public void release() {
    NotifyService service = notify;
    if (service != null) {
      service.release();
    }
  }

  /** Breaks off what is going on. */
  @Override
  public void close() {
    NotifyService service = notify;
    if (service != null) {
      service.close();
    }
    out.close();
  }
}
