package nomen.server.request;

import static nomen.server.request.Ask.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** RFC 6891: EDNS, and the options whose use this server knows. */
class Rfc6891Test {
  private static final String ZONE = "@ 3600 SOA a b 7 2 3 86400 5\n@ NS a\nwww A 192.0.2.1\n";
  private static final String ANSWER = "NOERROR aa\nanswer www.t.test. 300 A 192.0.2.1\n";

  private final TestServer server = TestServer.of(ZoneText.zone("t.test.", ZONE));

  @Test
  void section611OptIsAnsweredWithOptAndOnlyThen() {
    assertEquals(ANSWER, server.udp(ask("www.t.test.", "A")));
    assertEquals(ANSWER + "edns 1232\n", server.udp(ask("www.t.test.", "A").edns()));
  }

  @Test
  void rfc3225Section3DoIsCopied() {
    assertEquals(ANSWER + "edns 1232 do\n", server.udp(ask("www.t.test.", "A").dnssec()));
  }

  @Test
  void section613OtherVersionIsBadvers() {
    assertEquals("BADVERS\nedns 1232\n", server.udp(ask("www.t.test.", "A").version(1).option(3)));
  }

  @Test
  void section612UnknownOptionIsIgnored() {
    assertEquals(
        ANSWER + "edns 1232\n",
        server.udp(ask("www.t.test.", "A").option(65001, (byte) 1).option(8, (byte) 0)));
  }

  @Test
  void section7FormerrHasOptToo() {
    byte[] request = ask("www.t.test.", "A").option(11, (byte) 1).octets();
    assertEquals("FORMERR\nedns 1232\n", ResponseText.print(server.udp(request)));
  }

  @Test
  void section61SecondOptIsFormerr() {
    byte[] one = ask("www.t.test.", "A").edns().octets();
    byte[] two = java.util.Arrays.copyOf(one, one.length + 11);
    System.arraycopy(one, one.length - 11, two, one.length, 11);
    two[11] = 2;
    assertTrue(ResponseText.print(server.udp(two)).startsWith("FORMERR\n"));
  }

  @Test
  void rfc5001NsidIfAskedForAndConfigured() {
    TestServer named = new TestServer.Settings().nsid("ab").serve(ZoneText.zone("t.test.", ZONE));
    assertEquals(ANSWER + "edns 1232 3:6162\n", named.udp(ask("www.t.test.", "A").option(3)));
    assertEquals(ANSWER + "edns 1232\n", named.udp(ask("www.t.test.", "A").edns()));
    assertEquals(ANSWER + "edns 1232\n", server.udp(ask("www.t.test.", "A").option(3)));
  }

  @Test
  void rfc7314ExpireOfPrimaryIsThatOfTheSoa() {
    assertEquals(
        """
        NOERROR aa
        answer t.test. 3600 SOA a.t.test. b.t.test. 7 2 3 86400 5
        edns 1232 9:00015180
        """,
        server.udp(ask("t.test.", "SOA").option(9)));
    assertEquals(ANSWER + "edns 1232\n", server.udp(ask("www.t.test.", "A").option(9)));
  }

  @Test
  void rfc7828KeepaliveOverTcpAlone() {
    assertEquals(ANSWER + "edns 1232 11:0064\n", server.tcp(ask("www.t.test.", "A").option(11)));
    assertEquals(ANSWER + "edns 1232\n", server.udp(ask("www.t.test.", "A").option(11)));
    assertEquals(ANSWER + "edns 1232\n", server.tcp(ask("www.t.test.", "A").edns()));
  }

  @Test
  void rfc9660ZoneversionIsLabelsTypeAndSerial() {
    assertEquals(
        ANSWER + "edns 1232 19:020000000007\n", server.udp(ask("www.t.test.", "A").option(19)));
  }

  @Test
  void rfc7830PaddingIsNotSentInTheClear() {
    assertEquals(
        ANSWER + "edns 1232\n", server.tcp(ask("www.t.test.", "A").option(12, new byte[40])));
  }
}
