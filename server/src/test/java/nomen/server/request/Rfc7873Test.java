package nomen.server.request;

import static nomen.server.request.Ask.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HexFormat;
import nomen.server.config.CookieMode;
import nomen.server.config.RateLimitSettings;
import nomen.store.zone.ZoneSnapshot;
import org.junit.jupiter.api.Test;

/** RFC 7873 and RFC 9018: cookies. */
class Rfc7873Test {
  private static final byte[] SECRET = new byte[16];
  private static final byte[] OTHER_SECRET = HexFormat.of().parseHex("01".repeat(16));
  private static final byte[] CLIENT = {1, 2, 3, 4, 5, 6, 7, 8};
  private static final ZoneSnapshot ZONE =
      ZoneText.zone("t.test.", "@ SOA a b 1 2 3 4 5\n@ NS a\nwww A 192.0.2.1\n");
  private static final String ANSWER = "NOERROR aa\nanswer www.t.test. 300 A 192.0.2.1\n";

  private final TestServer server = server(CookieMode.ANSWER, SECRET);

  private static TestServer server(CookieMode mode, byte[] secret, byte[]... old) {
    return new TestServer.Settings().cookies(mode, secret, old).serve(ZONE);
  }

  private static Ask question(byte[] cookie) {
    return ask("www.t.test.", "A").option(10, cookie);
  }

  /** The COOKIE option of the answer to a client cookie alone. */
  private static byte[] cookieOf(TestServer of) {
    String answer = of.udp(question(CLIENT));
    int at = answer.indexOf(" 10:") + 4;
    return HexFormat.of().parseHex(answer.substring(at, at + 48));
  }

  private static String hex(byte[] octets) {
    return HexFormat.of().formatHex(octets);
  }

  @Test
  void section523ClientCookieGetsServerCookie() {
    String answer = server.udp(question(CLIENT));
    assertTrue(answer.startsWith(ANSWER + "edns 1232 10:010203040506070801000000"), answer);
    assertEquals(24, cookieOf(server).length);
    assertEquals(2, server.counters().events(RequestEvent.COOKIE_NEW));
  }

  @Test
  void section525RightServerCookieComesBack() {
    byte[] cookie = cookieOf(server);
    assertEquals(ANSWER + "edns 1232 10:" + hex(cookie) + "\n", server.udp(question(cookie)));
    assertEquals(ANSWER + "edns 1232 10:" + hex(cookie) + "\n", server.tcp(question(cookie)));
    assertEquals(2, server.counters().events(RequestEvent.COOKIE_GOOD));
  }

  @Test
  void section524WrongServerCookieIsReplaced() {
    byte[] cookie = cookieOf(server);
    byte[] wrong = cookie.clone();
    wrong[20]++;
    assertEquals(ANSWER + "edns 1232 10:" + hex(cookie) + "\n", server.udp(question(wrong)));
    assertEquals(1, server.counters().events(RequestEvent.COOKIE_BAD));
  }

  @Test
  void cookieOfAnotherClientIsWrong() {
    byte[] cookie = cookieOf(server);
    server.setClient(0xc0000299).udp(question(cookie));
    assertEquals(1, server.counters().events(RequestEvent.COOKIE_BAD));
  }

  @Test
  void section522CookieOfForbiddenLengthIsFormerr() {
    for (int length : new int[] {0, 1, 7, 9, 15, 41}) {
      assertEquals("FORMERR\nedns 1232\n", server.udp(question(new byte[length])));
    }
  }

  @Test
  void rfc9018Section43CookieIsRenewedAfterHalfAnHourAndRefusedAfterOne() {
    byte[] cookie = cookieOf(server);
    server.pass(Duration.ofMinutes(31));
    String answer = server.udp(question(cookie));
    assertEquals(1, server.counters().events(RequestEvent.COOKIE_GOOD));
    assertTrue(!answer.contains(hex(cookie)), answer);
    server.pass(Duration.ofMinutes(30));
    server.udp(question(cookie));
    assertEquals(1, server.counters().events(RequestEvent.COOKIE_BAD));
  }

  @Test
  void rfc9018Section5CookieOfAnOldSecretIsAcceptedAndRenewed() {
    byte[] cookie = cookieOf(server);
    TestServer rolled = server(CookieMode.ANSWER, OTHER_SECRET, SECRET);
    String answer = rolled.udp(question(cookie));
    assertEquals(1, rolled.counters().events(RequestEvent.COOKIE_GOOD));
    assertEquals(ANSWER + "edns 1232 10:" + hex(cookieOf(rolled)) + "\n", answer);
  }

  @Test
  void section54QueryWithoutQuestion() {
    byte[] cookie = cookieOf(server);
    String opt = "edns 1232 10:" + hex(cookie) + "\n";
    assertEquals("NOERROR\n" + opt, server.udp(question(CLIENT).questions(0)));
    assertEquals("NOERROR\n" + opt, server.udp(question(cookie).questions(0)));
    byte[] wrong = cookie.clone();
    wrong[20]++;
    assertEquals("BADCOOKIE\n" + opt, server.udp(question(wrong).questions(0)));
  }

  @Test
  void offIsSilent() {
    TestServer off = server(CookieMode.OFF, SECRET);
    assertEquals(ANSWER + "edns 1232\n", off.udp(question(CLIENT)));
    assertEquals("FORMERR\nedns 1232\n", off.udp(question(CLIENT).questions(0)));
  }

  @Test
  void requiredOverUdp() {
    TestServer strict = server(CookieMode.REQUIRE, SECRET);
    byte[] cookie = cookieOf(strict);
    String opt = "edns 1232 10:" + hex(cookie) + "\n";
    assertEquals("BADCOOKIE\n" + opt, strict.udp(question(CLIENT)));
    assertEquals("NOERROR tc\n", strict.udp("www.t.test.", "A"));
    assertEquals(ANSWER + opt, strict.udp(question(cookie)));
    assertEquals(ANSWER, strict.tcp(ask("www.t.test.", "A")));
    assertEquals(ANSWER + opt, strict.tcp(question(CLIENT)));
  }

  @Test
  void rightCookieIsExemptFromTheRateLimit() {
    TestServer limited =
        new TestServer.Settings()
            .rateLimit(new RateLimitSettings(true, 1, 1, 1, 24, 56, 0, 1000, java.util.List.of()))
            .serve(ZONE);
    byte[] cookie = cookieOf(limited);
    for (int i = 0; i < 10; i++) {
      assertTrue(limited.udp(question(cookie)).startsWith(ANSWER));
    }
    assertEquals("", limited.udp("www.t.test.", "A"));
  }
}
