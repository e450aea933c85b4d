package nomen.server.authority;

import static nomen.server.request.Ask.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nomen.server.request.TestServer;
import nomen.server.request.ZoneText;
import nomen.store.zone.ZoneSnapshot;
import org.junit.jupiter.api.Test;

/** RFC 2181 section 9 and RFC 9471: what is left out of a response that is too long, and TC. */
class Rfc2181Section9Test {
  private static final ZoneSnapshot ZONE =
      ZoneText.signed(
          "t.test.",
          """
          @ SOA a b 1 2 3 4 5
          @ NS a
          """
              + lines(20, "big TXT \"" + "x".repeat(60) + "%1$d\"")
              + lines(18, "mx MX %1$d m%1$d\nm%1$d A 192.0.2.%1$d")
              + lines(
                  20, "cut NS n%1$d.cut\nn%1$d.cut A 192.0.2.%1$d\nn%1$d.cut AAAA 2001:db8::%1$d")
              + lines(20, "sib NS n%1$d.cut")
              + "alias CNAME big\nsig A 192.0.2.1\n",
          name -> name.startsWith("sig"));

  private final TestServer server = TestServer.of(ZONE);

  private static String lines(int count, String line) {
    return IntStream.range(0, count)
        .mapToObj(i -> line.formatted(i) + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void answerThatDoesNotFitIsLeftOutWhole() {
    assertEquals("NOERROR aa tc\n", server.udp("big.t.test.", "TXT"));
  }

  @Test
  void whatWasWrittenBeforeStays() {
    assertEquals(
        """
        NOERROR aa tc
        answer alias.t.test. 300 CNAME big.t.test.
        """,
        server.udp("alias.t.test.", "TXT"));
  }

  @Test
  void overTcpItFits() {
    String answer = server.tcp(ask("big.t.test.", "TXT"));
    assertTrue(answer.startsWith("NOERROR aa\n"), answer);
    assertEquals(21, answer.lines().count());
  }

  @Test
  void additionalDataThatOnlyHelpsIsLeftOutWithoutTc() {
    String answer = server.udp("mx.t.test.", "MX");
    assertTrue(answer.startsWith("NOERROR aa\n"), answer);
    assertEquals(18, count(answer, "answer"));
    int addresses = count(answer, "additional");
    assertTrue(addresses > 0 && addresses < 18, answer);
  }

  @Test
  void rfc9471GlueInTheDomainThatDoesNotFitSetsTc() {
    String answer = server.udp("x.cut.t.test.", "A");
    assertTrue(answer.startsWith("NOERROR tc\n"), answer);
    assertEquals(20, count(answer, "authority"));
    assertTrue(count(answer, "additional") > 0, answer);
    String whole = server.tcp(ask("x.cut.t.test.", "A"));
    assertTrue(whole.startsWith("NOERROR\n"), whole);
    assertEquals(40, count(whole, "additional"));
  }

  @Test
  void rfc9471SiblingGlueThatDoesNotFitDoesNot() {
    String answer = server.udp("x.sib.t.test.", "A");
    assertTrue(answer.startsWith("NOERROR\n"), answer);
    assertEquals(20, count(answer, "authority"));
    assertTrue(count(answer, "additional") > 0, answer);
  }

  @Test
  void noResponseIsLongerThanAskedForOrAllowed() {
    for (int payload = 0; payload < 3000; payload += 37) {
      int limit = Math.min(Math.max(payload, 512), 1232);
      for (String name : new String[] {"big", "mx", "x.cut", "x.sib", "alias", "no"}) {
        byte[] response = server.udp(ask(name + ".t.test.", "TXT").edns(payload).octets());
        assertTrue(response.length <= limit, () -> name + " " + response.length);
      }
    }
    assertTrue(server.udp(ask("mx.t.test.", "MX").octets()).length <= 512);
  }

  @Test
  void signatureOfAnAnswerThatDoesNotFitSetsTc() {
    // Question 28, A record 16, OPT 11, signature 10 + 2 + 18 + 8 + 3; NSID takes the rest.
    TestServer named = new TestServer.Settings().nsid("n".repeat(420)).serve(ZONE);
    Question question = new Question(named);
    assertEquals(
        "NOERROR aa tc\nanswer sig.t.test. 300 A 192.0.2.1\n", question.answer("sig.t.test."));
    assertFalse(server.udp(ask("sig.t.test.", "A").dnssec().edns(512)).contains(" tc"));
  }

  /** Asks with DO and NSID and leaves the OPT line away. */
  private record Question(TestServer server) {
    String answer(String name) {
      String answer = server.udp(ask(name, "A").edns(512).dnssec().option(3));
      return answer.substring(0, answer.indexOf("edns"));
    }
  }

  private static int count(String answer, String section) {
    return (int) answer.lines().filter(line -> line.startsWith(section)).count();
  }
}
