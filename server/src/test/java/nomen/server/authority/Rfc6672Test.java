package nomen.server.authority;

import static nomen.server.request.Ask.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import nomen.server.request.TestServer;
import nomen.server.request.ZoneText;
import org.junit.jupiter.api.Test;

/** RFC 6672: DNAME redirects a subtree. */
class Rfc6672Test {
  private static final String LONG = "l".repeat(60);

  private final TestServer server =
      TestServer.of(
          ZoneText.zone(
              "t.test.",
              """
              @ SOA a b 1 2 3 4 5
              @ NS a
              d DNAME target
              d TXT "beside"
              target A 192.0.2.1
              x.target A 192.0.2.2
              out DNAME o.test.
              chain DNAME d
              long DNAME %s.%s.%s
              self DNAME x.self
              """
                  .formatted(LONG, LONG, LONG)),
          ZoneText.zone("o.test.", "@ SOA a b 1 2 3 4 5\n@ NS a\nx A 192.0.2.3\n"));

  @Test
  void section31CnameIsSynthesisedWithTheTtlOfTheDname() {
    assertEquals(
        """
        NOERROR aa
        answer d.t.test. 300 DNAME target.t.test.
        answer x.d.t.test. 300 CNAME x.target.t.test.
        answer x.target.t.test. 300 A 192.0.2.2
        """,
        server.udp("x.d.t.test.", "A"));
  }

  @Test
  void section23TheOwnerItselfIsNotRedirected() {
    assertEquals(
        """
        NOERROR aa
        answer d.t.test. 300 TXT "beside"
        """,
        server.udp("d.t.test.", "TXT"));
    assertEquals(
        """
        NOERROR aa
        answer d.t.test. 300 DNAME target.t.test.
        """,
        server.udp("d.t.test.", "DNAME"));
  }

  @Test
  void intoAnotherLocalZone() {
    assertEquals(
        """
        NOERROR aa
        answer out.t.test. 300 DNAME o.test.
        answer x.out.t.test. 300 CNAME x.o.test.
        answer x.o.test. 300 A 192.0.2.3
        """,
        server.udp("x.out.t.test.", "A"));
  }

  @Test
  void overAnotherDname() {
    assertEquals(
        """
        NOERROR aa
        answer chain.t.test. 300 DNAME d.t.test.
        answer x.chain.t.test. 300 CNAME x.d.t.test.
        answer d.t.test. 300 DNAME target.t.test.
        answer x.d.t.test. 300 CNAME x.target.t.test.
        answer x.target.t.test. 300 A 192.0.2.2
        """,
        server.udp("x.chain.t.test.", "A"));
  }

  @Test
  void theCnameThatIsAskedForEndsTheAnswer() {
    assertEquals(
        """
        NOERROR aa
        answer d.t.test. 300 DNAME target.t.test.
        answer x.d.t.test. 300 CNAME x.target.t.test.
        """,
        server.udp("x.d.t.test.", "CNAME"));
  }

  @Test
  void nameErrorBehindDname() {
    assertEquals(
        """
        NXDOMAIN aa
        answer d.t.test. 300 DNAME target.t.test.
        answer no.d.t.test. 300 CNAME no.target.t.test.
        authority t.test. 5 SOA a.t.test. b.t.test. 1 2 3 4 5
        """,
        server.udp("no.d.t.test.", "A"));
  }

  @Test
  void section22NameThatGrowsTooLongIsYxdomain() {
    assertEquals(
        """
        YXDOMAIN aa
        answer long.t.test. 300 DNAME %s.%s.%s.t.test.
        """
            .formatted(LONG, LONG, LONG),
        server.udp(LONG + "." + "m".repeat(20) + ".long.t.test.", "A"));
  }

  @Test
  void dnameOntoItselfEnds() {
    String answer = server.tcp(ask("y.self.t.test.", "A"));
    assertTrue(answer.startsWith("NOERROR aa\n"), answer);
    assertTrue(answer.lines().count() <= 2 + 2 * AliasChain.MAX_LINKS, answer);
  }

  @Test
  void aDnameThatIsUsedAgainStandsInTheAnswerOnce() {
    String response = server.udp("y.self.t.test.", "A");
    assertEquals(2, response.split(" DNAME ", -1).length, response);
    assertTrue(response.contains("answer y.x.self.t.test. 300 CNAME y.x.x.self.t.test."), response);
  }
}
