package nomen.server.transfer.in;

import java.util.function.Consumer;
import nomen.server.config.RemoteServer;
import nomen.server.config.ZoneSettings;

/** Fetches zones from primaries, so many at a time; the others wait their turn. */
interface IncomingTransfers {
  /**
   * Fetches a zone.
   *
   * @param incremental by IXFR from what is served, else by AXFR
   * @param anySerial whether what comes is taken though it is not newer
   * @param done is told once, later, unless the transfer is abandoned
   */
  PrimaryLink.Pending begin(
      ZoneSettings zone,
      RemoteServer primary,
      boolean incremental,
      boolean anySerial,
      Consumer<RefreshEvent> done);
}
