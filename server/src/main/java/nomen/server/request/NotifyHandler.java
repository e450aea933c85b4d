package nomen.server.request;

import java.util.List;
import nomen.codec.edns.ErrorCode;
import nomen.codec.message.Header;
import nomen.codec.message.Message;
import nomen.codec.message.MessageReader;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Query;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.rr.Serial;
import nomen.codec.wire.WireFormatException;
import nomen.server.transfer.in.NotifyVerdict;
import nomen.server.transfer.in.SecondaryZones;
import nomen.server.transport.Exchange;
import nomen.store.zone.ZoneDatabase;
import org.jspecify.annotations.Nullable;

/**
 * Answers NOTIFY (RFC 1996): passes on what a primary says, and says what became of it. The zone is
 * refreshed by others; nothing here waits. Each event loop has its own.
 */
final class NotifyHandler {
  private static final int NO_SERIAL = -1;

  private final @Nullable SecondaryZones secondaries;
  private final ZoneDatabase database;
  private final ResponseFrame frame;
  private final Query query;
  private final MessageWriter message;

  /**
   * A handler.
   *
   * @param secondaries null if this server is a secondary of no zone
   * @param frame with the query and the message that it works on
   */
  NotifyHandler(
      @Nullable SecondaryZones secondaries,
      ZoneDatabase database,
      ResponseFrame frame,
      Query query,
      MessageWriter message) {
    this.secondaries = secondaries;
    this.database = database;
    this.frame = frame;
    this.query = query;
    this.message = message;
  }

  /** Answers the request of an exchange, whose response was begun. */
  int answer(Exchange exchange, boolean udp, boolean trusted) {
    if (query.qtype() != RRTypes.SOA.code()) {
      // RFC 1996 section 3.7 leaves other types to the future; BIND and Knot say the same.
      return frame.fail(exchange, Rcode.FORMERR, ErrorCode.INVALID_QUERY_TYPE, udp, trusted);
    }
    Name apex = Name.ofWire(query.octets(), query.qnameOffset());
    long serial;
    try {
      serial =
          serial(MessageReader.read(query.octets(), query.start(), exchange.requestLength()), apex);
    } catch (WireFormatException e) {
      message.rcode(Rcode.FORMERR);
      return frame.finish(exchange, RateLimiter.Kind.ERROR, 0, udp, trusted);
    }
    return switch (judge(exchange, apex, serial)) {
      case TAKEN -> {
        // RFC 1996 section 4.7: the request comes back as the response.
        message.setFlags(Header.AA);
        yield frame.finish(exchange, RateLimiter.Kind.ANSWER, 0, udp, true);
      }
      case NOT_OUR_ZONE ->
          frame.fail(exchange, Rcode.NOTAUTH, ErrorCode.NOT_AUTHORITATIVE, udp, trusted);
      case NOT_A_PRIMARY -> {
        frame.count(RequestEvent.DENIED_BY_ACCESS_LIST);
        yield frame.fail(exchange, Rcode.REFUSED, ErrorCode.PROHIBITED, udp, trusted);
      }
    };
  }

  private NotifyVerdict judge(Exchange exchange, Name apex, long serial) {
    if (query.qclass() != RRClass.IN.code()) {
      return NotifyVerdict.NOT_OUR_ZONE;
    }
    if (secondaries == null) {
      return database.current().zone(apex) == null
          ? NotifyVerdict.NOT_OUR_ZONE
          : NotifyVerdict.NOT_A_PRIMARY;
    }
    return secondaries.notified(
        apex, exchange.client().toInetSocketAddress().getAddress(), frame.tsig().key(), serial);
  }

  /** The zone's serial at the primary, unsigned; -1 if the request does not hint at it. */
  private static long serial(Message request, Name apex) throws WireFormatException {
    List<ResourceRecord> answers = request.answers();
    if (answers.isEmpty()) {
      return NO_SERIAL;
    }
    ResourceRecord hint = answers.getFirst();
    if (!hint.type().equals(RRTypes.SOA) || !hint.owner().equals(apex)) {
      return NO_SERIAL;
    }
    return Integer.toUnsignedLong(Serial.ofSoa(hint.rdata()));
  }
}
