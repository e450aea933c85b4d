package nomen.server.authority;

import static org.junit.jupiter.api.Assertions.assertEquals;

import nomen.server.request.TestServer;
import nomen.server.request.ZoneText;
import org.junit.jupiter.api.Test;

/** RFC 2308: negative answers carry the SOA, with the TTL for which they may be cached. */
class Rfc2308Test {
  @Test
  void section21NameErrorWithTheMinimum() {
    assertEquals(
        """
        NXDOMAIN aa
        authority t.test. 60 SOA ns1.t.test. host.t.test. 7 3600 600 86400 60
        """,
        serverWithSoa(3600, 60).udp("no.t.test.", "A"));
  }

  @Test
  void section22NoDataWithTheMinimum() {
    assertEquals(
        """
        NOERROR aa
        authority t.test. 60 SOA ns1.t.test. host.t.test. 7 3600 600 86400 60
        """,
        serverWithSoa(3600, 60).udp("www.t.test.", "AAAA"));
  }

  @Test
  void section5TheTtlOfTheSoaIfThatIsLess() {
    assertEquals(
        """
        NXDOMAIN aa
        authority t.test. 30 SOA ns1.t.test. host.t.test. 7 3600 600 86400 60
        """,
        serverWithSoa(30, 60).udp("no.t.test.", "A"));
  }

  @Test
  void theSoaThatIsAskedForHasItsOwnTtl() {
    assertEquals(
        """
        NOERROR aa
        answer t.test. 3600 SOA ns1.t.test. host.t.test. 7 3600 600 86400 60
        """,
        serverWithSoa(3600, 60).udp("t.test.", "SOA"));
  }

  @Test
  void emptyNonTerminalExists() {
    assertEquals(
        """
        NOERROR aa
        authority t.test. 60 SOA ns1.t.test. host.t.test. 7 3600 600 86400 60
        """,
        serverWithSoa(3600, 60).udp("b.t.test.", "A"));
  }

  private static TestServer serverWithSoa(int ttl, int minimum) {
    return TestServer.of(
        ZoneText.zone(
            "t.test.",
            """
            @ %d SOA ns1 host 7 3600 600 86400 %d
            @ NS ns1
            ns1 A 192.0.2.1
            www A 192.0.2.2
            a.b A 192.0.2.3
            """
                .formatted(ttl, minimum)));
  }
}
