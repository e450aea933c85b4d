package nomen.server.authority;

import static nomen.server.request.Ask.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import nomen.server.request.TestServer;
import nomen.server.request.ZoneText;
import org.junit.jupiter.api.Test;

/**
 * RFC 4035 section 3.1 with the zone of its appendix A and the responses of appendix B, by their
 * numbers there. NS RRsets of the zone itself, which appendix B puts into the authority section of
 * positive answers, are not sent here.
 */
class Rfc4035Section31Test {
  private static final String ZONE =
      """
      example. 3600 SOA ns1 bugs.x.w 1081539377 3600 300 3600000 3600
      example. 3600 NS ns1
      example. 3600 NS ns2
      example. 3600 MX 1 xx
      example. 3600 NSEC a NS SOA MX RRSIG NSEC DNSKEY
      example. 3600 DNSKEY 256 3 5 AQOy
      a 3600 NS ns1.a
      a 3600 NS ns2.a
      a 3600 DS 57855 5 1 B6DCD485719ADCA18E5F3D48A2331627FDD3636B
      a 3600 NSEC ai NS DS RRSIG NSEC
      ns1.a 3600 A 192.0.2.5
      ns2.a 3600 A 192.0.2.6
      ai 3600 A 192.0.2.9
      ai 3600 HINFO "KLH-10" "ITS"
      ai 3600 AAAA 2001:db8::f00:baa9
      ai 3600 NSEC b A HINFO AAAA RRSIG NSEC
      b 3600 NS ns1.b
      b 3600 NS ns2.b
      b 3600 NSEC ns1 NS RRSIG NSEC
      ns1.b 3600 A 192.0.2.7
      ns2.b 3600 A 192.0.2.8
      ns1 3600 A 192.0.2.1
      ns1 3600 NSEC ns2 A RRSIG NSEC
      ns2 3600 A 192.0.2.2
      ns2 3600 NSEC *.w A RRSIG NSEC
      *.w 3600 MX 1 ai
      *.w 3600 NSEC x.w MX RRSIG NSEC
      x.w 3600 MX 1 xx
      x.w 3600 NSEC x.y.w MX RRSIG NSEC
      x.y.w 3600 MX 1 xx
      x.y.w 3600 NSEC xx MX RRSIG NSEC
      xx 3600 A 192.0.2.10
      xx 3600 HINFO "KLH-10" "TOPS-20"
      xx 3600 AAAA 2001:db8::f00:baaa
      xx 3600 NSEC example. A HINFO AAAA RRSIG NSEC
      """;

  private static final Set<String> GLUE =
      Set.of("ns1.a.example.", "ns2.a.example.", "ns1.b.example.", "ns2.b.example.");

  private static final String SOA =
      """
      authority example. 3600 SOA ns1.example. bugs.x.w.example. 1081539377 3600 300 3600000 3600
      authority example. 3600 RRSIG SOA
      """;

  private static final String OPT = "edns 1232 do\n";

  private final TestServer server =
      TestServer.of(ZoneText.signed("example.", ZONE, name -> !GLUE.contains(name)));

  @Test
  void b1Answer() {
    assertEquals(
        """
        NOERROR aa
        answer x.w.example. 3600 MX 1 xx.example.
        answer x.w.example. 3600 RRSIG MX
        additional xx.example. 3600 A 192.0.2.10
        additional xx.example. 3600 RRSIG A
        additional xx.example. 3600 AAAA 2001:db8:0:0:0:0:f00:baaa
        additional xx.example. 3600 RRSIG AAAA
        edns 1232 do
        """,
        server.udp(ask("x.w.example.", "MX").dnssec()));
  }

  @Test
  void withoutDoNothingIsAdded() {
    assertEquals(
        """
        NOERROR aa
        answer x.w.example. 3600 MX 1 xx.example.
        additional xx.example. 3600 A 192.0.2.10
        additional xx.example. 3600 AAAA 2001:db8:0:0:0:0:f00:baaa
        edns 1232
        """,
        server.udp(ask("x.w.example.", "MX").edns()));
    assertEquals(
        """
        NXDOMAIN aa
        authority example. 3600 SOA ns1.example. bugs.x.w.example. 1081539377 3600 300 3600000 3600
        """,
        server.udp("ml.example.", "A"));
  }

  @Test
  void b2NameError() {
    assertEquals(
        "NXDOMAIN aa\n"
            + SOA
            + """
            authority b.example. 3600 NSEC ns1.example. NS RRSIG NSEC
            authority b.example. 3600 RRSIG NSEC
            authority example. 3600 NSEC a.example. NS SOA MX RRSIG NSEC DNSKEY
            authority example. 3600 RRSIG NSEC
            """
            + OPT,
        server.udp(ask("ml.example.", "A").dnssec()));
  }

  @Test
  void b3NoData() {
    assertEquals(
        "NOERROR aa\n"
            + SOA
            + """
            authority ns1.example. 3600 NSEC ns2.example. A RRSIG NSEC
            authority ns1.example. 3600 RRSIG NSEC
            """
            + OPT,
        server.udp(ask("ns1.example.", "MX").dnssec()));
  }

  @Test
  void b4ReferralToSignedZone() {
    assertEquals(
        """
        NOERROR
        authority a.example. 3600 NS ns1.a.example.
        authority a.example. 3600 NS ns2.a.example.
        authority a.example. 3600 DS 57855 5 1 B6DCD485719ADCA18E5F3D48A2331627FDD3636B
        authority a.example. 3600 RRSIG DS
        additional ns1.a.example. 3600 A 192.0.2.5
        additional ns2.a.example. 3600 A 192.0.2.6
        edns 1232 do
        """,
        server.udp(ask("mc.a.example.", "MX").dnssec()));
  }

  @Test
  void b5ReferralToUnsignedZone() {
    assertEquals(
        """
        NOERROR
        authority b.example. 3600 NS ns1.b.example.
        authority b.example. 3600 NS ns2.b.example.
        authority b.example. 3600 NSEC ns1.example. NS RRSIG NSEC
        authority b.example. 3600 RRSIG NSEC
        additional ns1.b.example. 3600 A 192.0.2.7
        additional ns2.b.example. 3600 A 192.0.2.8
        edns 1232 do
        """,
        server.udp(ask("mc.b.example.", "MX").dnssec()));
  }

  @Test
  void b6WildcardExpansion() {
    assertEquals(
        """
        NOERROR aa
        answer a.z.w.example. 3600 MX 1 ai.example.
        answer a.z.w.example. 3600 RRSIG MX
        authority x.y.w.example. 3600 NSEC xx.example. MX RRSIG NSEC
        authority x.y.w.example. 3600 RRSIG NSEC
        additional ai.example. 3600 A 192.0.2.9
        additional ai.example. 3600 RRSIG A
        additional ai.example. 3600 AAAA 2001:db8:0:0:0:0:f00:baa9
        additional ai.example. 3600 RRSIG AAAA
        edns 1232 do
        """,
        server.udp(ask("a.z.w.example.", "MX").dnssec()));
  }

  @Test
  void b7WildcardNoData() {
    assertEquals(
        "NOERROR aa\n"
            + SOA
            + """
            authority x.y.w.example. 3600 NSEC xx.example. MX RRSIG NSEC
            authority x.y.w.example. 3600 RRSIG NSEC
            authority *.w.example. 3600 NSEC x.w.example. MX RRSIG NSEC
            authority *.w.example. 3600 RRSIG NSEC
            """
            + OPT,
        server.udp(ask("a.z.w.example.", "AAAA").dnssec()));
  }

  @Test
  void b8DsAtTheApexIsTheChildsNoData() {
    assertEquals(
        "NOERROR aa\n"
            + SOA
            + """
            authority example. 3600 NSEC a.example. NS SOA MX RRSIG NSEC DNSKEY
            authority example. 3600 RRSIG NSEC
            """
            + OPT,
        server.udp(ask("example.", "DS").dnssec()));
  }

  @Test
  void section3141DsIsAnsweredOnTheParentsSide() {
    assertEquals(
        """
        NOERROR aa
        answer a.example. 3600 DS 57855 5 1 B6DCD485719ADCA18E5F3D48A2331627FDD3636B
        answer a.example. 3600 RRSIG DS
        edns 1232 do
        """,
        server.udp(ask("a.example.", "DS").dnssec()));
    TestServer both =
        TestServer.of(
            ZoneText.signed("example.", ZONE, name -> !GLUE.contains(name)),
            ZoneText.zone("a.example.", "@ SOA a b 1 2 3 4 5\n@ NS ns1\n"));
    assertEquals(
        """
        NOERROR aa
        answer a.example. 3600 DS 57855 5 1 B6DCD485719ADCA18E5F3D48A2331627FDD3636B
        """,
        both.udp("a.example.", "DS"));
  }

  @Test
  void dsOfUnsignedDelegationIsProvenAbsent() {
    assertEquals(
        "NOERROR aa\n"
            + SOA
            + """
            authority b.example. 3600 NSEC ns1.example. NS RRSIG NSEC
            authority b.example. 3600 RRSIG NSEC
            """
            + OPT,
        server.udp(ask("b.example.", "DS").dnssec()));
  }

  @Test
  void section3131EmptyNonTerminalIsProvenByTheNsecThatCoversIt() {
    assertEquals(
        "NOERROR aa\n"
            + SOA
            + """
            authority ns2.example. 3600 NSEC *.w.example. A RRSIG NSEC
            authority ns2.example. 3600 RRSIG NSEC
            """
            + OPT,
        server.udp(ask("w.example.", "A").dnssec()));
  }

  @Test
  void section316CheckingDisabledIsCopiedAndAuthenticDataIsNotSet() {
    assertEquals(
        """
        NOERROR aa cd
        answer ns1.example. 3600 A 192.0.2.1
        """,
        server.udp(ask("ns1.example.", "A").flags(0x0030)));
  }
}
