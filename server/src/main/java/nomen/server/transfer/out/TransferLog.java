package nomen.server.transfer.out;

import java.net.InetSocketAddress;
import nomen.codec.name.Name;
import nomen.server.logging.LogCategory;
import nomen.server.transport.ClientAddress;
import nomen.store.logging.LimitedLine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** The lines of the log about transfers to others. Any thread may write them; none waits. */
final class TransferLog {
  private static final Logger LOG = LogCategory.TRANSFER.logger();

  /** A secondary of a busy zone takes one a change. */
  private static final LimitedLine DIFFERENCES = LogCategory.TRANSFER.limited(Level.INFO);

  private static final LimitedLine REFUSED = LogCategory.TRANSFER.limited(Level.WARN);
  private static final LimitedLine OVER_LIMIT = LogCategory.TRANSFER.limited(Level.WARN);

  private TransferLog() {}

  /** A client has taken all that it asked for. */
  static void sent(TransferRequest request) {
    Integer have = request.haveSerial();
    if (have == null) {
      facts(LOG.atInfo(), request).log("zone sent (AXFR)");
    } else if (DIFFERENCES.isDue()) {
      facts(DIFFERENCES.line(), request)
          .addKeyValue("from_serial", Integer.toUnsignedLong(have))
          .log("zone sent (IXFR)");
    }
  }

  /** A client may not have a zone. */
  static void refused(Name zone, ClientAddress client, @Nullable Name key) {
    if (REFUSED.isDue()) {
      who(REFUSED.line(), client.toInetSocketAddress(), key)
          .addKeyValue("zone", zone)
          .addKeyValue("reason", "allow-transfer does not let it in")
          .log("transfer refused");
    }
  }

  /** There are too many transfers. */
  static void overLimit(TransferRequest request) {
    if (OVER_LIMIT.isDue()) {
      facts(OVER_LIMIT.line(), request)
          .addKeyValue("reason", "too many at a time (transfers.max-out)")
          .log("transfer put off");
    }
  }

  private static LoggingEventBuilder facts(LoggingEventBuilder line, TransferRequest request) {
    return who(line, request.client(), request.key())
        .addKeyValue("zone", request.apex())
        .addKeyValue("serial", Integer.toUnsignedLong(request.serial()));
  }

  private static LoggingEventBuilder who(
      LoggingEventBuilder line, InetSocketAddress client, @Nullable Name key) {
    LoggingEventBuilder with = line.addKeyValue("client", client);
    return key == null ? with : with.addKeyValue("key", key);
  }
}
