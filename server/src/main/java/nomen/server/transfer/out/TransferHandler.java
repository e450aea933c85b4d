package nomen.server.transfer.out;

import nomen.codec.edns.ErrorCode;
import nomen.codec.message.Header;
import nomen.codec.message.Message;
import nomen.codec.message.MessageReader;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Query;
import nomen.codec.message.Rcode;
import nomen.codec.message.Section;
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
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Takes the requests for transfers of one event loop: decides who gets what, answers on the spot
 * what is short, and gives the rest to the threads of the {@link TransferService}.
 */
public final class TransferHandler {
  private static final TransferOutcome WRITTEN = new TransferOutcome.Written();
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

  /** SERIAL stands in front of four other numbers at the end of a SOA's RDATA. */
  private static final int SERIAL_FROM_END = 20;

  private final TransferService service;
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
    Name apex = Name.ofWire(query.octets(), query.qnameOffset());
    ZoneSettings settings = service.zones().zone(apex);
    if (settings == null) {
      return NO_ZONE;
    }
    Name key = signature == null ? null : signature.key().name();
    if (!service.allows(settings, exchange.client(), key)) {
      service.counters().add(TransferCounter.DENIED, 1);
      return PROHIBITED;
    }
    if (enclosing == null
        || enclosing.origin().length() != query.qnameLength()
        || !enclosing.soa(soa)) {
      return NO_DATA;
    }
    Integer haveSerial = null;
    if (!isAxfr) {
      haveSerial = serial(exchange, apex);
      if (haveSerial == null) {
        return NO_SOA;
      }
    }
    if (haveSerial != null && (udp || isUpToDate(haveSerial, (int) enclosing.serial()))) {
      // RFC 1995 section 2: the SOA alone, also where a datagram has no room for more.
      service.counters().add(TransferCounter.IXFR_SOA_ONLY, 1);
      writeSoa(message);
      return WRITTEN;
    }
    TransferRequest request = new TransferRequest(exchange, enclosing, signature, haveSerial);
    return service.send(request, exchange) ? DEFERRED : TOO_MANY;
  }

  private static boolean isUpToDate(int haveSerial, int serial) {
    return haveSerial == serial || Serial.isNewer(haveSerial, serial);
  }

  /** The owner is QNAME, which is the apex. */
  private void writeSoa(MessageWriter message) {
    message.setFlags(Header.AA);
    message.section(Section.ANSWER);
    message.beginRecord(
        MessageWriter.QNAME_OFFSET, RRTypes.SOA.code(), RRClass.IN.code(), soa.ttlSeconds());
    int place = soa.first();
    message.wire().writeOctets(soa.octets(), soa.rdataOffset(place), soa.rdataLength(place));
    message.endRecord();
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
        int at = record.rdata().length() - SERIAL_FROM_END;
        int serial = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
          serial = serial << Byte.SIZE | record.rdata().octet(at + i) & 0xff;
        }
        return serial;
      }
    }
    return null;
  }
}
