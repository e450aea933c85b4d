package nomen.server.authority;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import nomen.server.request.TestServer;
import nomen.server.request.ZoneText;
import org.junit.jupiter.api.Test;

/** RFC 4592 section 2.2.1: its zone and its questions. */
class Rfc4592Test {
  private static final String NO_DATA =
      """
      NOERROR aa
      authority example. 5 SOA a.example. b.example. 1 2 3 4 5
      """;

  private final TestServer server =
      TestServer.of(
          ZoneText.zone(
              "example.",
              """
              @ SOA a b 1 2 3 4 5
              @ 3600 NS ns.example.com.
              @ 3600 NS ns.example.net.
              *.example. 3600 TXT "this is a wildcard"
              *.example. 3600 MX 10 host1.example.
              sub.*.example. 3600 TXT "this is not a wildcard"
              host1.example. 3600 A 192.0.2.1
              _ssh._tcp.host1.example. 3600 SRV 0 0 22 host1
              _ssh._tcp.host2.example. 3600 SRV 0 0 22 host2
              subdel.example. 3600 NS ns.example.com.
              subdel.example. 3600 NS ns.example.net.
              """));

  @Test
  void host3MxIsSynthesised() {
    assertEquals(
        """
        NOERROR aa
        answer host3.example. 3600 MX 10 host1.example.
        additional host1.example. 3600 A 192.0.2.1
        """,
        server.udp("host3.example.", "MX"));
  }

  @Test
  void host3HasNoA() {
    assertEquals(NO_DATA, server.udp("host3.example.", "A"));
  }

  @Test
  void fooBarTxtIsSynthesised() {
    assertEquals(
        """
        NOERROR aa
        answer foo.bar.example. 3600 TXT "this is a wildcard"
        """,
        server.udp("foo.bar.example.", "TXT"));
  }

  @Test
  void host1ExistsSoHasNoMx() {
    assertEquals(NO_DATA, server.udp("host1.example.", "MX"));
  }

  @Test
  void theWildcardItselfExistsSoNothingBelowItIsSynthesised() {
    assertEquals(NO_DATA, server.udp("sub.*.example.", "MX"));
  }

  @Test
  void telnetBelowHost1IsNameErrorAsHost1IsTheClosestEncloser() {
    assertTrue(server.udp("_telnet._tcp.host1.example.", "SRV").startsWith("NXDOMAIN aa\n"));
  }

  @Test
  void hostBelowZoneCutIsReferred() {
    assertEquals(
        """
        NOERROR
        authority subdel.example. 3600 NS ns.example.com.
        authority subdel.example. 3600 NS ns.example.net.
        """,
        server.udp("host.subdel.example.", "A"));
  }

  @Test
  void belowTheWildcardIsNameError() {
    assertTrue(server.udp("ghost.*.example.", "MX").startsWith("NXDOMAIN aa\n"));
  }
}
