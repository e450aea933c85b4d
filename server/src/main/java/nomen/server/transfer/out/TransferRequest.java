package nomen.server.transfer.out;

import java.net.InetSocketAddress;
import java.util.Arrays;
import nomen.codec.message.Query;
import nomen.codec.message.QueryReader;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.tsig.TsigOutcome;
import nomen.server.transport.Exchange;
import nomen.server.transport.Transport;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;

/** A request for a transfer that was let in, with the state of the zone that the client gets. */
final class TransferRequest {
  private final byte[] octets;
  private final InetSocketAddress client;
  private final boolean isTcp;
  private final ZoneSnapshot zone;
  private final TsigOutcome.@Nullable Verified signature;
  private final @Nullable Integer haveSerial;

  /**
   * Copies what is in an exchange.
   *
   * @param haveSerial the serial that the client has, null if it asks for the whole zone (AXFR)
   */
  TransferRequest(
      Exchange exchange,
      ZoneSnapshot zone,
      TsigOutcome.@Nullable Verified signature,
      @Nullable Integer haveSerial) {
    int start = exchange.requestOffset();
    octets = Arrays.copyOfRange(exchange.request(), start, start + exchange.requestLength());
    client = exchange.client().toInetSocketAddress();
    isTcp = exchange.transport() == Transport.TCP;
    this.zone = zone;
    this.signature = signature;
    this.haveSerial = haveSerial;
  }

  Name apex() {
    return zone.origin();
  }

  ZoneSnapshot zone() {
    return zone;
  }

  int serial() {
    return (int) zone.serial();
  }

  /** The zone's SOA as a record of its own. */
  ResourceRecord soa() {
    RRsetView soa = new RRsetView();
    if (!zone.soa(soa)) {
      throw new IllegalStateException(zone.origin() + " has no SOA");
    }
    int place = soa.first();
    Rdata rdata =
        Rdata.ofValid(RRTypes.SOA, soa.octets(), soa.rdataOffset(place), soa.rdataLength(place));
    return new ResourceRecord(zone.origin(), RRClass.IN, soa.ttlSeconds(), rdata);
  }

  InetSocketAddress client() {
    return client;
  }

  /** Whether it came over TCP: what is sent is known to arrive. */
  boolean isTcp() {
    return isTcp;
  }

  /** Whether the client is who it seems to be: the sender of a datagram is easily forged. */
  boolean isProven() {
    return isTcp || signature != null;
  }

  TsigOutcome.@Nullable Verified signature() {
    return signature;
  }

  /** The key that it is signed with, null if it is not. */
  @Nullable Name key() {
    return signature == null ? null : signature.key().name();
  }

  /** The serial that the client has, null if it asks for the whole zone. */
  @Nullable Integer haveSerial() {
    return haveSerial;
  }

  /** The request, read again. */
  Query query() {
    Query query = new Query();
    QueryReader.read(octets, 0, octets.length, query);
    return query;
  }
}
