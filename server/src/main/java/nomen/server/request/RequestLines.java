package nomen.server.request;

import nomen.codec.message.Header;
import nomen.codec.message.Opcode;
import nomen.codec.message.Query;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.rr.RRTypes;
import nomen.codec.tsig.TsigOutcome;
import nomen.codec.tsig.TsigRecord;
import nomen.server.logging.LogCategory;
import nomen.server.transport.Exchange;
import nomen.store.logging.LimitedLine;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What the log says of requests that are not answered as they ask. Strangers can cause all of it,
 * so each kind is limited; a call whose line is not due makes no object.
 */
final class RequestLines {
  private static final LimitedLine FAILED = LogCategory.CLIENT.limited(Level.ERROR);
  private static final LimitedLine BADLY_SIGNED = LogCategory.CLIENT.limited(Level.INFO);
  private static final LimitedLine MALFORMED = LogCategory.CLIENT.limited(Level.DEBUG);
  private static final LimitedLine REFUSED = LogCategory.CLIENT.limited(Level.DEBUG);

  private RequestLines() {}

  /** A defect of this server: the request got SERVFAIL. */
  static void failed(Exchange exchange, RuntimeException why) {
    if (FAILED.isDue()) {
      begin(FAILED, exchange)
          .setCause(why)
          .log("request could not be answered, the client got SERVFAIL");
    }
  }

  /**
   * The request has a TSIG record that does not hold (RFC 8945 section 5.2): BADKEY, BADSIG,
   * BADTIME, BADTRUNC, or one that is malformed.
   */
  static void badlySigned(Exchange exchange, Query query, @Nullable TsigOutcome outcome) {
    switch (outcome) {
      case TsigOutcome.Rejected rejected -> {
        if (BADLY_SIGNED.isDue()) {
          TsigRecord tsig = rejected.request();
          LoggingEventBuilder line =
              begin(BADLY_SIGNED, exchange)
                  .addKeyValue("key", tsig.keyName())
                  .addKeyValue("algorithm", tsig.algorithmName())
                  .addKeyValue("error", error(rejected.error()))
                  .addKeyValue("opcode", Opcode.print(query.opcode()));
          if (rejected.error() == Rcode.BADTIME) {
            line = line.addKeyValue("clock_off", tsig.timeSigned() - exchange.nowMillis() / 1000);
          }
          question(line, query).log("request is badly signed");
        }
      }
      case TsigOutcome.Malformed malformed -> {
        if (MALFORMED.isDue()) {
          begin(MALFORMED, exchange)
              .addKeyValue("reason", "TSIG record: " + malformed.why().getMessage())
              .log("request is malformed");
        }
      }
      case TsigOutcome.Verified _ -> {}
      case null -> {}
    }
  }

  /** The request could not be read: it got this RCODE. */
  static void malformed(Exchange exchange, int rcode) {
    if (MALFORMED.isDue()) {
      int length = exchange.requestLength();
      begin(MALFORMED, exchange)
          .addKeyValue("octets", length)
          .addKeyValue(
              "opcode",
              length < Header.SIZE_OCTETS
                  ? null
                  : Opcode.print(
                      Header.opcode(Header.flags(exchange.request(), exchange.requestOffset()))))
          .addKeyValue("rcode", Rcode.print(rcode))
          .log("request is malformed");
    }
  }

  /** The query got REFUSED. */
  static void refused(Exchange exchange, Query query, @Nullable Name key, String why) {
    if (REFUSED.isDue()) {
      question(begin(REFUSED, exchange).addKeyValue("key", key), query)
          .addKeyValue("reason", why)
          .log("query refused");
    }
  }

  /** 16 is BADVERS elsewhere. */
  private static String error(int tsigError) {
    return tsigError == Rcode.BADSIG ? "BADSIG" : Rcode.print(tsigError);
  }

  private static LoggingEventBuilder begin(LimitedLine kind, Exchange exchange) {
    return kind.line()
        .addKeyValue("client", exchange.client())
        .addKeyValue("transport", exchange.transport());
  }

  private static LoggingEventBuilder question(LoggingEventBuilder line, Query query) {
    return query.hasQuestion()
        ? line.addKeyValue("name", Name.ofWire(query.octets(), query.qnameOffset()))
            .addKeyValue("type", RRTypes.of(query.qtype()))
        : line;
  }
}
