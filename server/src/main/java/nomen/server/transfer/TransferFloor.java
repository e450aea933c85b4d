package nomen.server.transfer;

import nomen.server.config.Configuration;
import nomen.server.transfer.out.TransferService;
import nomen.server.transport.TransportClock;
import nomen.server.zone.ZoneTable;

/** All that a server has for zone transfers, wired together. */
public final class TransferFloor implements AutoCloseable {
  private final TransferService out;

  /** For a configuration; nothing is sent yet. */
  public TransferFloor(Configuration configuration, ZoneTable zones, TransportClock clock) {
    out = new TransferService(configuration, zones, clock);
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
