package nomen.server.transfer.in;

import java.net.InetAddress;
import nomen.codec.name.Name;
import nomen.server.config.RemoteServer;
import nomen.server.logging.LogCategory;
import nomen.store.logging.LimitedLine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** The lines of the log about zones that come from primaries. Any thread may write them. */
final class SecondaryLog {
  private static final Logger LOG = LogCategory.TRANSFER.logger();

  /** Each change of a busy zone comes as one, and each may be announced by one. */
  private static final LimitedLine DIFFERENCES = LogCategory.TRANSFER.limited(Level.INFO);

  private static final LimitedLine TAKEN = LogCategory.NOTIFY.limited(Level.INFO);
  private static final LimitedLine REFUSED = LogCategory.NOTIFY.limited(Level.WARN);
  private static final int NO_SERIAL = -1;

  private SecondaryLog() {}

  /** A transfer brought something, and it is served. */
  static void received(IncomingTransfers.Wanted wanted, int serial, ZoneReceiver receiver) {
    boolean whole = receiver.form() == ReceivedForm.WHOLE_ZONE;
    if (whole || DIFFERENCES.isDue()) {
      facts(whole ? LOG.atInfo() : DIFFERENCES.line(), wanted.zone(), wanted.primary())
          .addKeyValue("serial", Integer.toUnsignedLong(serial))
          .addKeyValue("records", receiver.records())
          .addKeyValue("octets", receiver.octets())
          .log(whole ? "zone received (AXFR)" : "zone received (IXFR)");
    }
  }

  /** Nothing came of a transfer. */
  static void failed(IncomingTransfers.Wanted wanted, String reason) {
    facts(LOG.atInfo(), wanted.zone(), wanted.primary())
        .addKeyValue("reason", reason)
        .log("zone not received");
  }

  /** A zone could not be refreshed; for the first time, or for another reason than before. */
  static void notRefreshed(Name zone, @Nullable RemoteServer primary, String reason) {
    facts(LOG.atWarn(), zone, primary).addKeyValue("reason", reason).log("zone not refreshed");
  }

  static void notified(
      boolean taken, Name zone, InetAddress from, @Nullable Name key, long serial, String reason) {
    LimitedLine kind = taken ? TAKEN : REFUSED;
    if (!kind.isDue()) {
      return;
    }
    LoggingEventBuilder line = kind.line().addKeyValue("client", from.getHostAddress());
    if (key != null) {
      line = line.addKeyValue("key", key);
    }
    line = line.addKeyValue("zone", zone);
    if (serial != NO_SERIAL) {
      line = line.addKeyValue("serial", serial);
    }
    if (taken) {
      line.log("NOTIFY received");
    } else {
      line.addKeyValue("reason", reason).log("NOTIFY refused");
    }
  }

  private static LoggingEventBuilder facts(
      LoggingEventBuilder line, Name zone, @Nullable RemoteServer primary) {
    LoggingEventBuilder with = line.addKeyValue("zone", zone);
    return primary == null ? with : with.addKeyValue("primary", primary);
  }
}
