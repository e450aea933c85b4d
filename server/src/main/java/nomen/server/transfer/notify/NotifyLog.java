package nomen.server.transfer.notify;

import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.server.config.RemoteServer;
import nomen.server.logging.LogCategory;
import nomen.store.logging.LimitedLine;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** The lines of the log about NOTIFY to others; each change of a busy zone causes one. */
final class NotifyLog {
  private static final LimitedLine SENT = LogCategory.NOTIFY.limited(Level.INFO);
  private static final LimitedLine REFUSED = LogCategory.NOTIFY.limited(Level.WARN);
  private static final LimitedLine UNANSWERED = LogCategory.NOTIFY.limited(Level.INFO);

  private NotifyLog() {}

  static void sent(Name zone, RemoteServer to, int serial) {
    if (SENT.isDue()) {
      facts(SENT.line(), zone, to)
          .addKeyValue("serial", Integer.toUnsignedLong(serial))
          .log("NOTIFY sent");
    }
  }

  static void refused(Name zone, RemoteServer by, int rcode) {
    if (REFUSED.isDue()) {
      facts(REFUSED.line(), zone, by)
          .addKeyValue("reason", "answered " + Rcode.print(rcode))
          .log("NOTIFY refused by the secondary");
    }
  }

  static void unanswered(Name zone, RemoteServer to) {
    if (UNANSWERED.isDue()) {
      facts(UNANSWERED.line(), zone, to).log("NOTIFY not answered");
    }
  }

  private static LoggingEventBuilder facts(LoggingEventBuilder line, Name zone, RemoteServer to) {
    return line.addKeyValue("zone", zone).addKeyValue("secondary", to);
  }
}
