package nomen.server.authority;

import static nomen.server.request.Ask.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;

import nomen.server.request.TestServer;
import nomen.server.request.ZoneText;
import nomen.store.zone.ZoneSnapshot;
import org.junit.jupiter.api.Test;

/** RFC 8482: small answers to ANY. */
class Rfc8482Test {
  private static final ZoneSnapshot ZONE =
      ZoneText.signed(
          "t.test.",
          """
          @ SOA a b 1 2 3 4 5
          @ NS a
          www A 192.0.2.1
          www MX 1 mail
          www TXT "x"
          mail A 192.0.2.2
          """,
          name -> name.startsWith("www"));

  private static final String ALL =
      """
      NOERROR aa
      answer www.t.test. 300 A 192.0.2.1
      answer www.t.test. 300 RRSIG A
      answer www.t.test. 300 MX 1 mail.t.test.
      answer www.t.test. 300 RRSIG MX
      answer www.t.test. 300 TXT "x"
      answer www.t.test. 300 RRSIG TXT
      """;

  private final TestServer server = TestServer.of(ZONE);

  @Test
  void section41OneRRsetOverUdp() {
    assertEquals(
        """
        NOERROR aa
        answer www.t.test. 300 A 192.0.2.1
        """,
        server.udp("www.t.test.", "ANY"));
  }

  @Test
  void section41ItsSignatureIfWanted() {
    assertEquals(
        """
        NOERROR aa
        answer www.t.test. 300 A 192.0.2.1
        answer www.t.test. 300 RRSIG A
        edns 1232 do
        """,
        server.udp(ask("www.t.test.", "ANY").dnssec()));
  }

  @Test
  void section44AllOverTcp() {
    assertEquals(ALL, server.tcp(ask("www.t.test.", "ANY")));
  }

  @Test
  void allOverUdpWhereTheZoneSaysSo() {
    TestServer open = new TestServer.Settings().minimalAny(false).serve(ZONE);
    assertEquals(ALL, open.udp("www.t.test.", "ANY"));
  }

  @Test
  void section7SignaturesOfOneRRsetOverUdpAndAllOverTcp() {
    assertEquals(
        """
        NOERROR aa
        answer www.t.test. 300 RRSIG A
        """,
        server.udp("www.t.test.", "RRSIG"));
    assertEquals(
        """
        NOERROR aa
        answer www.t.test. 300 RRSIG A
        answer www.t.test. 300 RRSIG MX
        answer www.t.test. 300 RRSIG TXT
        """,
        server.tcp(ask("www.t.test.", "RRSIG")));
  }

  @Test
  void anyAtNameWithoutData() {
    assertEquals(
        """
        NXDOMAIN aa
        authority t.test. 5 SOA a.t.test. b.t.test. 1 2 3 4 5
        """,
        server.udp("no.t.test.", "ANY"));
  }
}
