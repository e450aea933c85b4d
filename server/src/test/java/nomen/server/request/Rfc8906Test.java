package nomen.server.request;

import static nomen.server.request.Ask.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.store.zone.ZoneEditor;
import org.junit.jupiter.api.Test;

/** RFC 8906: no silence. Also RFC 9619, and the extended errors of RFC 8914. */
class Rfc8906Test {
  private final TestServer server =
      TestServer.of(ZoneText.zone("t.test.", "@ SOA a b 1 2 3 4 5\n@ NS a\nwww A 192.0.2.1\n"));

  @Test
  void section311UnknownTypeIsNoData() {
    for (String type : new String[] {"TYPE0", "TYPE41", "TYPE250", "TYPE254", "TYPE1000"}) {
      assertEquals(
          "NOERROR aa\nauthority t.test. 5 SOA a.t.test. b.t.test. 1 2 3 4 5\n",
          server.udp("t.test.", type));
    }
  }

  @Test
  void section314UnknownOpcodeIsNotimpWithTheHeaderAlone() {
    for (int opcode : new int[] {1, 2, 3, 6, 7, 15}) {
      byte[] request = ask("www.t.test.", "A").opcode(opcode).octets();
      request[2] |= 1;
      request[3] |= 0x10;
      byte[] response = server.udp(request);
      assertEquals(12, response.length);
      assertEquals("NOTIMP\n", ResponseText.print(response));
      assertEquals(0x12, response[0]);
      assertEquals(0x34, response[1]);
      assertEquals(0x80 | opcode << 3, response[2] & 0xff, "RD comes back to queries alone");
      assertEquals(Rcode.NOTIMP, response[3] & 0xff, "CD as well");
    }
  }

  @Test
  void notifyAndUpdateAreRefusedToStrangers() {
    assertEquals("REFUSED\n", server.udp(ask("t.test.", "SOA").opcode(4)));
    assertEquals(
        "REFUSED\nedns 1232 15:0012\n", server.udp(ask("t.test.", "SOA").opcode(5).edns()));
    assertEquals(1, server.counters().events(RequestEvent.DENIED_BY_ACCESS_LIST));
    assertEquals(1, server.counters().events(RequestEvent.DENIED_BY_UPDATE_POLICY));
  }

  @Test
  void rfc9619TwoQuestionsAreFormerr() {
    assertEquals("FORMERR\n", server.udp(ask("www.t.test.", "A").questions(2)));
  }

  @Test
  void noQuestionIsFormerr() {
    assertEquals("FORMERR\n", server.udp(ask("www.t.test.", "A").questions(0)));
    assertEquals("FORMERR\nedns 1232\n", server.udp(ask(".", "A").questions(0).edns()));
  }

  @Test
  void responsesAndWhatIsShorterThanHeaderAreDropped() {
    byte[] query = ask("www.t.test.", "A").octets();
    assertEquals(0, server.udp(Arrays.copyOf(query, 11)).length);
    assertEquals(0, server.udp(new byte[0]).length);
    query[2] |= (byte) 0x80;
    assertEquals(0, server.udp(query).length);
    assertEquals(2, server.counters().events(RequestEvent.DROPPED_SHORT));
    assertEquals(1, server.counters().events(RequestEvent.DROPPED_RESPONSE));
  }

  @Test
  void truncatedRequestsAreFormerr() {
    byte[] query = ask("www.t.test.", "A").edns().octets();
    for (int length = 12; length < query.length; length++) {
      byte[] response = server.udp(Arrays.copyOf(query, length));
      assertTrue(ResponseText.print(response).startsWith("FORMERR\n"), "length " + length);
    }
  }

  @Test
  void rfc8945Section52TsigWithoutRdataIsFormerr() {
    byte[] query = ask("www.t.test.", "A").octets();
    byte[] signed = Arrays.copyOf(query, query.length + 14);
    signed[11] = 1;
    // Key k., type 250, class ANY, no RDATA.
    byte[] tsig = {1, 'k', 0, 0, (byte) 250, 0, (byte) 255};
    System.arraycopy(tsig, 0, signed, query.length, tsig.length);
    assertTrue(
        ResponseText.print(server.udp(Arrays.copyOf(signed, query.length + 13)))
            .startsWith("FORMERR"));
  }

  @Test
  void datagramThatWasCutIsFormerr() {
    byte[] response = server.udpCut(ask("www.t.test.", "A").octets());
    assertEquals("FORMERR\n", ResponseText.print(response));
  }

  @Test
  void rfc8914OutsideTheZones() {
    assertEquals("REFUSED\nedns 1232 15:0014\n", server.udp(ask("o.test.", "A").edns()));
    assertEquals("REFUSED\n", server.udp(ask("o.test.", "A")));
    assertEquals(2, server.counters().events(RequestEvent.OUTSIDE_ZONES));
    assertEquals(2, server.counters().responses(5));
  }

  @Test
  void rfc8914ZoneThatWasNotLoaded() {
    TestServer empty =
        TestServer.of(
            new ZoneEditor(Name.parse("t.test.")).build(),
            ZoneText.zone("test.", "@ SOA a b 1 2 3 4 5\n@ NS a\n"));
    assertEquals("SERVFAIL\nedns 1232 15:0018\n", empty.udp(ask("www.t.test.", "A").edns()));
  }

  @Test
  void classesOtherThanInAndAny() {
    for (int dnsClass : new int[] {0, 2, 4, 254, 77}) {
      assertEquals(
          "REFUSED\nedns 1232 15:0014\n",
          server.udp(ask("www.t.test.", "A").dnsClass(dnsClass).edns()));
    }
  }

  @Test
  void rfc1035Section62ClassAnyIsNeverAuthoritative() {
    assertEquals(
        "NOERROR\nanswer www.t.test. 300 A 192.0.2.1\n",
        server.udp(ask("www.t.test.", "A").dnsClass(255)));
  }

  @Test
  void transfers() {
    assertEquals("NOTIMP\n", server.udp("t.test.", "AXFR"));
    assertEquals("REFUSED\n", server.tcp(ask("t.test.", "AXFR")));
    assertEquals("REFUSED\n", server.udp("t.test.", "IXFR"));
    assertEquals("NOTAUTH\n", server.tcp(ask("www.t.test.", "AXFR")));
    assertEquals("NOTAUTH\n", server.tcp(ask("o.test.", "AXFR")));
  }

  @Test
  void rfc4892ServerSaysOnlyWhatIsConfigured() {
    assertEquals("REFUSED\n", server.udp(ask("version.bind.", "TXT").dnsClass(3)));
    TestServer open = new TestServer.Settings().chaos("Nomen", "n1").serve();
    String nomen = "NOERROR\nanswer %s 0 TXT \"Nomen\"\n";
    assertEquals(
        nomen.formatted("Version.Bind."), open.udp(ask("Version.Bind.", "TXT").dnsClass(3)));
    assertEquals(
        nomen.formatted("version.server."), open.udp(ask("version.server.", "ANY").dnsClass(3)));
    assertEquals(
        "NOERROR\nanswer id.server. 0 TXT \"n1\"\n",
        open.udp(ask("id.server.", "TXT").dnsClass(3)));
    assertEquals("REFUSED\n", open.udp(ask("version.bind.", "A").dnsClass(3)));
    assertEquals("REFUSED\n", open.udp(ask("authors.bind.", "TXT").dnsClass(3)));
    assertEquals("REFUSED\n", open.udp(ask("version.bind.", "TXT")));
  }
}
