package nomen.server.transfer;

import nomen.server.config.Configuration;
import nomen.server.storage.StoredZones;
import nomen.server.transfer.out.TransferService;
import nomen.server.transport.TransportClock;
import nomen.server.zone.ZoneTable;
import org.jspecify.annotations.Nullable;

/** All that a server has for zone transfers, wired together. */
public final class TransferFloor implements AutoCloseable {
  private final TransferService out;

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
    out =
        new TransferService(
            configuration,
            zones,
            stored == null ? null : stored.writer(),
            stored == null ? null : stored.recovery().log().history(),
            clock);
  }

  /** Who sends zones to others. */
  public TransferService out() {
    return out;
  }

  /** Breaks off what is going on. */
  @Override
  public void close() {
    out.close();
  }
}
