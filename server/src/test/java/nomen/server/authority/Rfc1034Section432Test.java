package nomen.server.authority;

import static nomen.server.request.Ask.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;

import nomen.server.request.TestServer;
import nomen.server.request.ZoneText;
import org.junit.jupiter.api.Test;

/** RFC 1034 section 4.3.2: the algorithm, and the sections of each kind of answer. */
class Rfc1034Section432Test {
  private static final String ZONE =
      """
      t.test. 3600 SOA ns1 host 7 3600 600 86400 60
      t.test. NS ns1
      t.test. NS ns.far.example.
      t.test. MX 10 mail
      t.test. MX 20 mail.far.example.
      ns1 A 192.0.2.1
      ns1 AAAA 2001:db8::1
      mail A 192.0.2.2
      mail AAAA 2001:db8::2
      www A 192.0.2.3
      www A 192.0.2.4
      www TXT "x"
      alias CNAME www
      alias2 CNAME ALIAS
      toothers CNAME www.o.test.
      tonowhere CNAME www.nowhere.example.
      tocut CNAME a.sub
      tonothing CNAME nothing
      tonodata CNAME mail
      loop1 CNAME loop2
      loop2 CNAME loop1
      _s._tcp SRV 0 0 80 www
      _s._tcp SRV 0 0 81 www
      mx2 MX 10 mail
      mx2 MX 20 mail
      mxcut MX 10 ns1.sub
      mxwild MX 10 some.wild
      svc HTTPS 1 . alpn=h2
      svc A 192.0.2.9
      svc0 HTTPS 0 svc
      sub NS ns1.sub
      sub NS ns.far.example.
      sub NS ns1
      ns1.sub A 192.0.2.10
      *.wild A 192.0.2.20
      a.b.ent A 192.0.2.40
      """;

  private static final String OTHER =
      """
      o.test. 3600 SOA ns1 host 7 3600 600 86400 60
      o.test. NS ns1.t.test.
      www A 192.0.2.103
      """;

  private final TestServer server = TestServer.of(zone("t.test.", ZONE), zone("o.test.", OTHER));

  private static nomen.store.zone.ZoneSnapshot zone(String origin, String text) {
    return ZoneText.zone(origin, text);
  }

  @Test
  void step3aDataIsAnsweredWithoutAuthoritySection() {
    assertEquals(
        """
        NOERROR aa
        answer www.t.test. 300 A 192.0.2.3
        answer www.t.test. 300 A 192.0.2.4
        """,
        server.udp("www.t.test.", "A"));
  }

  @Test
  void recursionDesiredIsCopiedAndRecursionIsNotAvailable() {
    assertEquals(
        """
        NOERROR aa rd
        answer www.t.test. 300 TXT "x"
        """,
        server.udp(ask("www.t.test.", "TXT").flags(0x0100)));
  }

  @Test
  void theCaseOfTheQuestionComesBack() {
    assertEquals(
        """
        NOERROR aa
        answer wWw.T.tesT. 300 TXT "x"
        """,
        server.udp("wWw.T.tesT.", "TXT"));
  }

  @Test
  void step3aAliasIsFollowed() {
    assertEquals(
        """
        NOERROR aa
        answer alias2.t.test. 300 CNAME ALIAS.t.test.
        answer ALIAS.t.test. 300 CNAME www.t.test.
        answer www.t.test. 300 A 192.0.2.3
        answer www.t.test. 300 A 192.0.2.4
        """,
        server.udp("alias2.t.test.", "A"));
  }

  @Test
  void step3aAliasThatIsAskedForIsNotFollowed() {
    assertEquals(
        """
        NOERROR aa
        answer alias2.t.test. 300 CNAME ALIAS.t.test.
        """,
        server.udp("alias2.t.test.", "CNAME"));
  }

  @Test
  void aliasIsFollowedIntoAnotherLocalZone() {
    assertEquals(
        """
        NOERROR aa
        answer toothers.t.test. 300 CNAME www.o.test.
        answer www.o.test. 300 A 192.0.2.103
        """,
        server.udp("toothers.t.test.", "A"));
  }

  @Test
  void aliasOutOfTheLocalZonesIsLeftToTheResolver() {
    assertEquals(
        """
        NOERROR aa
        answer tonowhere.t.test. 300 CNAME www.nowhere.example.
        """,
        server.udp("tonowhere.t.test.", "A"));
  }

  @Test
  void aliasToDelegatedNameEndsInReferral() {
    assertEquals(
        """
        NOERROR aa
        answer tocut.t.test. 300 CNAME a.sub.t.test.
        authority sub.t.test. 300 NS ns.far.example.
        authority sub.t.test. 300 NS ns1.t.test.
        authority sub.t.test. 300 NS ns1.sub.t.test.
        additional ns1.t.test. 300 A 192.0.2.1
        additional ns1.sub.t.test. 300 A 192.0.2.10
        additional ns1.t.test. 300 AAAA 2001:db8:0:0:0:0:0:1
        """,
        server.udp("tocut.t.test.", "A"));
  }

  @Test
  void aliasToNothingIsNameError() {
    assertEquals(
        """
        NXDOMAIN aa
        answer tonothing.t.test. 300 CNAME nothing.t.test.
        authority t.test. 60 SOA ns1.t.test. host.t.test. 7 3600 600 86400 60
        """,
        server.udp("tonothing.t.test.", "A"));
  }

  @Test
  void aliasToNameWithoutTheType() {
    assertEquals(
        """
        NOERROR aa
        answer tonodata.t.test. 300 CNAME mail.t.test.
        authority t.test. 60 SOA ns1.t.test. host.t.test. 7 3600 600 86400 60
        """,
        server.udp("tonodata.t.test.", "TXT"));
  }

  @Test
  void aliasLoopIsWrittenOnce() {
    assertEquals(
        """
        NOERROR aa
        answer loop1.t.test. 300 CNAME loop2.t.test.
        answer loop2.t.test. 300 CNAME loop1.t.test.
        """,
        server.udp("loop1.t.test.", "A"));
  }

  @Test
  void chainOfAliasesEndsAtTheLimitAndSaysSo() {
    StringBuilder text = new StringBuilder(OTHER);
    for (int i = 0; i < 20; i++) {
      text.append("c%d CNAME c%d\n".formatted(i, i + 1));
    }
    String answer =
        TestServer.of(zone("o.test.", text.toString())).tcp(ask("c0.o.test.", "A").edns());
    StringBuilder expected = new StringBuilder("NOERROR aa\n");
    for (int i = 0; i < AliasChain.MAX_LINKS; i++) {
      expected.append("answer c%d.o.test. 300 CNAME c%d.o.test.\n".formatted(i, i + 1));
    }
    assertEquals(expected + "edns 1232 15:0000\n", answer);
  }

  @Test
  void step3bReferralHasNoAnswerAndIsNotAuthoritative() {
    assertEquals(
        """
        NOERROR
        authority sub.t.test. 300 NS ns.far.example.
        authority sub.t.test. 300 NS ns1.t.test.
        authority sub.t.test. 300 NS ns1.sub.t.test.
        additional ns1.t.test. 300 A 192.0.2.1
        additional ns1.sub.t.test. 300 A 192.0.2.10
        additional ns1.t.test. 300 AAAA 2001:db8:0:0:0:0:0:1
        """,
        server.udp("a.sub.t.test.", "A"));
  }

  @Test
  void step3cWildcard() {
    assertEquals(
        """
        NOERROR aa
        answer some.wild.t.test. 300 A 192.0.2.20
        """,
        server.udp("some.wild.t.test.", "A"));
  }

  @Test
  void step6AddressesOfExchangesOnceAndOnlyOfThisZone() {
    assertEquals(
        """
        NOERROR aa
        answer t.test. 300 MX 10 mail.t.test.
        answer t.test. 300 MX 20 mail.far.example.
        additional mail.t.test. 300 A 192.0.2.2
        additional mail.t.test. 300 AAAA 2001:db8:0:0:0:0:0:2
        """,
        server.udp("t.test.", "MX"));
    assertEquals(
        """
        NOERROR aa
        answer mx2.t.test. 300 MX 10 mail.t.test.
        answer mx2.t.test. 300 MX 20 mail.t.test.
        additional mail.t.test. 300 A 192.0.2.2
        additional mail.t.test. 300 AAAA 2001:db8:0:0:0:0:0:2
        """,
        server.udp("mx2.t.test.", "MX"));
  }

  @Test
  void step6GlueHelpsWithNameServersAlone() {
    assertEquals(
        """
        NOERROR aa
        answer mxcut.t.test. 300 MX 10 ns1.sub.t.test.
        """,
        server.udp("mxcut.t.test.", "MX"));
  }

  @Test
  void step6AddressesOfNameServers() {
    assertEquals(
        """
        NOERROR aa
        answer t.test. 300 NS ns.far.example.
        answer t.test. 300 NS ns1.t.test.
        additional ns1.t.test. 300 A 192.0.2.1
        additional ns1.t.test. 300 AAAA 2001:db8:0:0:0:0:0:1
        """,
        server.udp("t.test.", "NS"));
  }

  @Test
  void step6AddressesOfServicesOnce() {
    assertEquals(
        """
        NOERROR aa
        answer _s._tcp.t.test. 300 SRV 0 0 80 www.t.test.
        answer _s._tcp.t.test. 300 SRV 0 0 81 www.t.test.
        additional www.t.test. 300 A 192.0.2.3
        additional www.t.test. 300 A 192.0.2.4
        """,
        server.udp("_s._tcp.t.test.", "SRV"));
  }

  @Test
  void rfc9460Section41AddressesOfServiceAndOfAlias() {
    assertEquals(
        """
        NOERROR aa
        answer svc.t.test. 300 HTTPS 1 . alpn=h2
        additional svc.t.test. 300 A 192.0.2.9
        """,
        server.udp("svc.t.test.", "HTTPS"));
    assertEquals(
        """
        NOERROR aa
        answer svc0.t.test. 300 HTTPS 0 svc.t.test.
        additional svc.t.test. 300 A 192.0.2.9
        additional svc.t.test. 300 HTTPS 1 . alpn=h2
        """,
        server.udp("svc0.t.test.", "HTTPS"));
  }

  @Test
  void theMostSpecificZoneAnswers() {
    TestServer both =
        TestServer.of(
            zone("test.", "@ SOA a b 1 2 3 4 5\n@ NS a\no NS a\n"), zone("o.test.", OTHER));
    assertEquals(
        """
        NOERROR aa
        answer www.o.test. 300 A 192.0.2.103
        """,
        both.udp("www.o.test.", "A"));
  }
}
