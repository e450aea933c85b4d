package nomen.server.transfer;

import java.util.random.RandomGenerator;
import nomen.server.config.Configuration;
import nomen.server.storage.StoredZones;
import nomen.server.transfer.in.SecondaryService;
import nomen.server.transfer.in.SecondaryZones;
import nomen.server.transfer.out.TransferService;
import nomen.server.transport.TransportClock;
import nomen.server.zone.ExpiredZones;
import nomen.server.zone.ZoneTable;
import nomen.store.log.Disk;
import org.jspecify.annotations.Nullable;

/** All that a server has for zone transfers, wired together. */
public final class TransferFloor implements AutoCloseable {
  private final ZoneTable zones;
  private final TransferService out;
  private final @Nullable SecondaryService in;
  private final ExpiredZones expired = new ExpiredZones();

  /**
   * For a configuration; nothing is sent or received yet.
   *
   * @param stored null if there is no data directory: then zones are sent, and none is received
   * @param disk the data directory, null if there is none
   * @param random a source that others cannot predict, for any threads
   */
  public TransferFloor(
      Configuration configuration,
      ZoneTable zones,
      @Nullable StoredZones stored,
      @Nullable Disk disk,
      TransportClock clock,
      RandomGenerator random) {
    this.zones = zones;
    out =
        new TransferService(
            configuration,
            zones,
            stored == null ? null : stored.writer(),
            stored == null ? null : stored.recovery().log().history(),
            clock);
    in =
        stored == null || disk == null
            ? null
            : new SecondaryService(
                configuration.transfers(),
                stored,
                disk,
                configuration.keyring()::find,
                expired,
                clock,
                random);
  }

  /** Begins to keep the zones that have primaries, also those that come later. */
  public void start() {
    if (in != null) {
      zones.addListener(in.zones());
      in.start(zones.zones());
    }
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

  /** Breaks off what is going on. */
  @Override
  public void close() {
    out.close();
    if (in != null) {
      in.close();
    }
  }
}
