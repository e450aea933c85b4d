package nomen.server.transfer.out;

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
import nomen.codec.tsig.TsigOutcome;
import nomen.codec.wire.WireFormatException;
import nomen.server.config.ZoneSettings;
import nomen.server.transfer.out.TransferOutcome.Refused;
import nomen.server.transport.Exchange;
import nomen.server.transport.Transport;
import nomen.store.zone.Changeset;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Takes the requests for transfers of one event loop: decides who gets what, answers on the spot
 * what is short, and gives the rest to the threads of the {@link TransferService}.
 */
public final class TransferHandler {
  private static final TransferOutcome WRITTEN = new TransferOutcome.Written(() -> {});
  private static final TransferOutcome DEFERRED = new TransferOutcome.Deferred();
  private static final Refused OVER_UDP = new Refused(Rcode.NOTIMP, ErrorCode.NOT_SUPPORTED, "");
  private static final Refused NO_ZONE =
      new Refused(Rcode.NOTAUTH, ErrorCode.NOT_AUTHORITATIVE, "");
  private static final Refused PROHIBITED = new Refused(Rcode.REFUSED, ErrorCode.PROHIBITED, "");
  private static final Refused NO_DATA =
      new Refused(Rcode.SERVFAIL, ErrorCode.NOT_READY, "the zone has no data now");
  private static final Refused NO_SOA =
      new Refused(Rcode.FORMERR, ErrorCode.OTHER, "IXFR without the SOA of the zone as authority");
  private static final Refused TOO_MANY =
      new Refused(Rcode.SERVFAIL, ErrorCode.NOT_READY, "too many zone transfers now");

  /** What is answered on the event loop at most, counted as {@link RecentChanges} does. */
  private static final long SHORT_OCTETS = 16 * 1024;

  private final TransferService service;
  private final RecordWriter writer = new RecordWriter();
  private final RRsetView soa = new RRsetView();

  TransferHandler(TransferService service) {
    this.service = service;
  }

  /**
   * Handles a request of QTYPE AXFR or IXFR. On the loop's thread.
   *
   * @param query the request that stands in the exchange
   * @param enclosing the zone that encloses QNAME, null if there is none
   * @param signature what the request's TSIG record was verified to be, null if it has none
   * @param message has been begun as the response, and takes the answer if it is a short one
   */
  public TransferOutcome handle(
      Exchange exchange,
      Query query,
      @Nullable ZoneSnapshot enclosing,
      TsigOutcome.@Nullable Verified signature,
      MessageWriter message) {
    boolean udp = exchange.transport() == Transport.UDP;
    boolean isAxfr = query.qtype() == RRTypes.AXFR.code();
    if (udp && isAxfr) {
      // RFC 5936 section 4.2: AXFR over UDP is not defined.
      return OVER_UDP;
    }
    if (query.qclass() != RRClass.IN.code()) {
      return NO_ZONE;
    }
    boolean isApex = enclosing != null && enclosing.origin().length() == query.qnameLength();
    ZoneSnapshot zone = isApex ? enclosing : null;
    if (udp && zone == null) {
      return NO_ZONE;
    }
    Name apex = zone != null ? zone.origin() : Name.ofWire(query.octets(), query.qnameOffset());
    ZoneSettings settings = service.zones().zone(apex);
    if (settings == null) {
      return NO_ZONE;
    }
    Name key = signature == null ? null : signature.key().name();
    if (!service.allows(settings, exchange.client(), key)) {
      service.counters().add(TransferCounter.DENIED, 1);
      TransferLog.refused(apex, exchange.client(), key);
      return PROHIBITED;
    }
    if (zone == null || !zone.soa(soa)) {
      return NO_DATA;
    }
    Integer haveSerial = null;
    if (!isAxfr) {
      haveSerial = serial(exchange, apex);
      if (haveSerial == null) {
        return NO_SOA;
      }
    }
    TransferRequest request = new TransferRequest(exchange, zone, signature, haveSerial);
    if (haveSerial != null) {
      service.asked(request, haveSerial);
      TransferOutcome answer = answerNow(request, haveSerial, udp, message);
      if (answer != null) {
        return answer;
      }
    }
    return service.send(request, exchange) ? DEFERRED : TOO_MANY;
  }

  /** Answers on the spot, if that can be done without much work and without the disk. */
  private @Nullable TransferOutcome answerNow(
      TransferRequest request, int haveSerial, boolean udp, MessageWriter message) {
    if (isUpToDate(haveSerial, request.serial())) {
      return writeSoaAlone(request, message);
    }
    Differences.InMemory differences =
        service
            .differences()
            .findRecent(request.apex(), haveSerial, request.serial(), SHORT_OCTETS);
    if (differences != null) {
      long mark = message.mark();
      if (write(request, differences, message)) {
        service.counters().add(TransferCounter.IXFR, 1);
        service.count(differences);
        return new TransferOutcome.Written(() -> service.served(request));
      }
      message.rollback(mark);
    }
    // RFC 1995 section 2: where a datagram has no room for the answer, it is the SOA alone, and the
    // client comes back by TCP.
    return udp ? writeSoaAlone(request, message) : null;
  }

  private TransferOutcome writeSoaAlone(TransferRequest request, MessageWriter message) {
    service.counters().add(TransferCounter.IXFR_SOA_ONLY, 1);
    writer.begin(message, request.apex().labelCount());
    if (writer.write(request.soa())) {
      writer.end(message);
    } else {
      message.setFlags(Header.TC);
    }
    return WRITTEN;
  }

  private boolean write(
      TransferRequest request, Differences.InMemory differences, MessageWriter message) {
    writer.begin(message, request.apex().labelCount());
    ResourceRecord current = request.soa();
    boolean fits = writer.write(current);
    for (Changeset change : differences.changes()) {
      for (ResourceRecord record : change.removed()) {
        fits = fits && writer.write(record);
      }
      for (ResourceRecord record : change.added()) {
        fits = fits && writer.write(record);
      }
    }
    fits = fits && writer.write(current);
    if (fits) {
      writer.end(message);
    }
    return fits;
  }

  private static boolean isUpToDate(int haveSerial, int serial) {
    return haveSerial == serial || Serial.isNewer(haveSerial, serial);
  }

  /** The serial in the SOA of an IXFR request (RFC 1995 section 3), null if it is not there. */
  private static @Nullable Integer serial(Exchange exchange, Name apex) {
    Message request;
    try {
      request =
          MessageReader.read(
              exchange.request(), exchange.requestOffset(), exchange.requestLength());
    } catch (WireFormatException e) {
      return null;
    }
    for (ResourceRecord record : request.authorities()) {
      if (record.type().equals(RRTypes.SOA) && record.owner().equals(apex)) {
        return Serial.ofSoa(record.rdata());
      }
    }
    return null;
  }
}
