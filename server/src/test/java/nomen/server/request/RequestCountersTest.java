package nomen.server.request;

import static nomen.server.request.Ask.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;

import nomen.codec.message.Header;
import nomen.codec.message.Rcode;
import nomen.server.transport.Exchange;
import org.junit.jupiter.api.Test;

/** What is counted, and that it is counted once. */
class RequestCountersTest {
  private final TestServer server =
      TestServer.of(
          ZoneText.zone("t.test.", "@ SOA a b 1 2 3 4 5\n@ NS a\nwww A 192.0.2.1\nsub NS a\n"));
  private final RequestCounters counters = server.counters();

  @Test
  void requestsByTransportOpcodeAndType() {
    server.udp("www.t.test.", "A");
    server.tcp(ask("www.t.test.", "TYPE65280").edns());
    server.udp(ask("t.test.", "SOA").opcode(5));
    server.udp(ask("t.test.", "SOA").opcode(2));
    assertEquals(3, counters.events(RequestEvent.UDP));
    assertEquals(1, counters.events(RequestEvent.TCP));
    assertEquals(0, counters.events(RequestEvent.IPV6));
    assertEquals(1, counters.events(RequestEvent.EDNS));
    assertEquals(2, counters.opcodes(0));
    assertEquals(1, counters.opcodes(2));
    assertEquals(1, counters.opcodes(5));
    assertEquals(1, counters.queries(1));
    assertEquals(0, counters.queries(6));
    assertEquals(1, counters.queries(RequestCounters.QTYPES));
  }

  @Test
  void responsesByRcodeAndKind() {
    server.udp("www.t.test.", "A");
    server.udp("www.t.test.", "MX");
    server.udp("no.t.test.", "MX");
    server.udp("a.sub.t.test.", "MX");
    server.udp("o.test.", "MX");
    server.udp(ask("www.t.test.", "A").version(1));
    server.udp(ask("www.t.test.", "A").dnssec());
    assertEquals(4, counters.responses(0));
    assertEquals(1, counters.responses(3));
    assertEquals(1, counters.responses(5));
    assertEquals(1, counters.responses(16));
    assertEquals(4, counters.events(RequestEvent.AUTHORITATIVE));
    assertEquals(1, counters.events(RequestEvent.NODATA));
    assertEquals(1, counters.events(RequestEvent.REFERRAL));
    assertEquals(1, counters.events(RequestEvent.OUTSIDE_ZONES));
    assertEquals(1, counters.events(RequestEvent.DNSSEC_OK));
    assertEquals(0, counters.events(RequestEvent.TRUNCATED));
  }

  @Test
  void aFaultInsideIsCountedAndAnsweredWithServfail() {
    Exchange exchange = server.exchange();
    byte[] request = exchange.request();
    // An UPDATE of 65535 empty records, and a length that is a lie: the reader leaves the array.
    request[2] = 5 << 3;
    request[5] = 1;
    request[6] = -1;
    request[7] = -1;
    exchange.setRequest(1 << 20, false);
    assertEquals(Header.SIZE_OCTETS, server.handler().handle(exchange));
    assertEquals(Rcode.SERVFAIL, exchange.response()[3] & 15);
    assertEquals(1, counters.events(RequestEvent.INTERNAL_ERROR));
  }
}
