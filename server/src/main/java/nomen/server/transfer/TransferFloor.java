package nomen.server.transfer;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import nomen.codec.name.Name;
import nomen.server.config.Configuration;
import nomen.server.storage.StoredZones;
import nomen.server.transfer.in.SecondaryService;
import nomen.server.transfer.in.SecondaryZones;
import nomen.server.transfer.notify.FollowerStatus;
import nomen.server.transfer.notify.NotifyService;
import nomen.server.transfer.out.TransferService;
import nomen.server.transport.TransportClock;
import nomen.server.update.UpdateService;
import nomen.server.zone.ExpiredZones;
import nomen.server.zone.KeyTable;
import nomen.server.zone.ZoneTable;
import nomen.store.log.Disk;
import nomen.store.zone.ZoneDatabase;
import org.jspecify.annotations.Nullable;

/** All that a server has for zone transfers, wired together. */
public final class TransferFloor implements AutoCloseable {
  /**
   * What a data directory gives.
   *
   * @param zones the zones in it
   * @param disk the directory itself
   */
  public record Store(StoredZones zones, Disk disk) {}

  private final Configuration configuration;
  private final KeyTable keys;
  private final ZoneTable zones;
  private final @Nullable Store store;
  private final TransportClock clock;
  private final RandomGenerator random;
  private final ExpiredZones expired = new ExpiredZones();
  private final TransferService out;
  private final @Nullable SecondaryService in;
  private volatile @Nullable NotifyService notify;

  /**
   * For a configuration; nothing is sent or received yet.
   *
   * @param keys that are shared with other servers
   * @param zones which are served
   * @param store null if there is no data directory: then no zone is received
   * @param random a source that others cannot predict, for any threads
   */
  public TransferFloor(
      Configuration configuration,
      KeyTable keys,
      ZoneTable zones,
      @Nullable Store store,
      TransportClock clock,
      RandomGenerator random) {
    this.configuration = configuration;
    this.keys = keys;
    this.zones = zones;
    this.store = store;
    this.clock = clock;
    this.random = random;
    out =
        new TransferService(
            configuration,
            zones,
            store == null ? null : store.zones().writer(),
            store == null ? null : store.zones().recovery().log().history(),
            clock);
    in =
        store == null
            ? null
            : new SecondaryService(
                configuration.transfers(),
                store.zones(),
                store.disk(),
                name -> keys.current().find(name),
                expired,
                clock,
                random);
  }

  /**
   * Says which zones have expired while the server was down, so that nothing is answered from them.
   * Called before this server can be asked.
   */
  public void expireOld() {
    if (in != null) {
      in.expireOld(zones.zones());
    }
  }

  /**
   * Begins to tell secondaries of changes, and to keep the zones that have primaries, also those
   * that come later. Called when this server can be asked.
   *
   * @param updates whose answers wait for secondaries
   * @throws IOException if no socket can be opened
   */
  public void start(ZoneDatabase database, UpdateService updates) throws IOException {
    NotifyService service =
        NotifyService.start(
            zones,
            database,
            store == null ? null : store.zones().writer(),
            keys::current,
            configuration.transfers().notifyDelay().toNanos(),
            clock,
            random);
    notify = service;
    out.addObserver(service.tracker());
    updates.followedBy(service.tracker());
    if (in != null) {
      zones.addListener(in.zones());
      keys.addListener(in.zones()::rekeyed);
      in.start(zones.zones());
    }
  }

  /** Which zones are served. */
  public ZoneTable zones() {
    return zones;
  }

  /** Who sends zones to others. */
  public TransferService out() {
    return out;
  }

  /** The zones that come from others; null without a data directory. */
  public @Nullable SecondaryZones in() {
    return in == null ? null : in.zones();
  }

  /** The zones that are too old to be served. */
  public ExpiredZones expired() {
    return expired;
  }

  /** Who tells secondaries of changes; null before {@link #start}. */
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

  /** Breaks off what is going on. */
  @Override
  public void close() {
    NotifyService service = notify;
    if (service != null) {
      service.close();
    }
    out.close();
    if (in != null) {
      in.close();
    }
  }
}
