package nomen.server.request;

import static nomen.server.request.Ask.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import nomen.server.config.Network;
import nomen.server.config.RateLimitSettings;
import nomen.server.request.RateLimiter.Kind;
import nomen.server.request.RateLimiter.Verdict;
import nomen.server.transport.ClientAddress;
import org.junit.jupiter.api.Test;

/** Response rate limiting, as its class describes it. */
class RateLimiterTest {
  private static final long SECOND = 1_000_000_000L;

  private final ClientAddress client = new ClientAddress();

  private static RateLimitSettings settings(int slip, Network... exempt) {
    return new RateLimitSettings(true, 10, 5, 3, 24, 56, slip, 1000, List.of(exempt));
  }

  private static RateLimiter limiter(int slip) {
    return new RateLimiter(settings(slip), 1, 42);
  }

  private int sent(RateLimiter limiter, Kind kind, int name, long nanos, int responses) {
    int sent = 0;
    for (int i = 0; i < responses; i++) {
      sent += limiter.charge(client, kind, name, nanos) == Verdict.SEND ? 1 : 0;
    }
    return sent;
  }

  @Test
  void creditOfOneSecondForEachKind() {
    RateLimiter limiter = limiter(0);
    assertEquals(10, sent(limiter, Kind.ANSWER, 7, 0, 30));
    assertEquals(5, sent(limiter, Kind.NXDOMAIN, 7, 0, 30));
    assertEquals(3, sent(limiter, Kind.ERROR, 7, 0, 30));
  }

  @Test
  void namesAndNetworksHaveAccountsOfTheirOwn() {
    RateLimiter limiter = limiter(0);
    client.setIpv4(0xc0000201, 1);
    assertEquals(10, sent(limiter, Kind.ANSWER, 7, 0, 30));
    assertEquals(10, sent(limiter, Kind.ANSWER, 8, 0, 30));
    client.setIpv4(0xc00002fe, 2);
    assertEquals(0, sent(limiter, Kind.ANSWER, 7, 0, 30));
    client.setIpv4(0xc0000301, 1);
    assertEquals(10, sent(limiter, Kind.ANSWER, 7, 0, 30));
    client.setIpv6(0x20010db8_00000000L, 1, 1);
    assertEquals(10, sent(limiter, Kind.ANSWER, 7, 0, 30));
    client.setIpv6(0x20010db8_000000ffL, 2, 1);
    assertEquals(0, sent(limiter, Kind.ANSWER, 7, 0, 30));
    client.setIpv6(0x20010db8_00000100L, 2, 1);
    assertEquals(10, sent(limiter, Kind.ANSWER, 7, 0, 30));
  }

  @Test
  void eachSecondGivesCreditUpToThatOfOne() {
    RateLimiter limiter = limiter(0);
    assertEquals(10, sent(limiter, Kind.ANSWER, 7, 0, 10));
    assertEquals(10, sent(limiter, Kind.ANSWER, 7, SECOND, 10));
    assertEquals(10, sent(limiter, Kind.ANSWER, 7, 100 * SECOND, 30));
  }

  @Test
  void debtIsBoundedByTheWindow() {
    RateLimiter limiter = limiter(0);
    sent(limiter, Kind.ANSWER, 7, 0, 100_000);
    long paid = RateLimiter.WINDOW_SECONDS * SECOND;
    assertEquals(0, sent(limiter, Kind.ANSWER, 7, paid - 1, 1));
    assertTrue(sent(limiter, Kind.ANSWER, 7, paid + SECOND, 30) > 0);
  }

  @Test
  void slipSendsSomeShort() {
    for (int slip = 1; slip <= 5; slip++) {
      RateLimiter limiter = limiter(slip);
      sent(limiter, Kind.ANSWER, 7, 0, 10);
      int slipped = 0;
      for (int i = 0; i < 10 * slip; i++) {
        Verdict verdict = limiter.charge(client, Kind.ANSWER, 7, 0);
        slipped += verdict == Verdict.SLIP ? 1 : 0;
      }
      assertEquals(10, slipped, "slip " + slip);
    }
  }

  @Test
  void exemptNetworksAreNotLimited() {
    Network network = new Network(0, Network.mapped(0xc0000200), 96 + 24, true);
    RateLimiter limiter = new RateLimiter(settings(0, network), 1, 42);
    client.setIpv4(0xc0000201, 1);
    assertEquals(100, sent(limiter, Kind.ANSWER, 7, 0, 100));
  }

  @Test
  void loopsShareTheCredit() {
    RateLimiter limiter = new RateLimiter(settings(0), 4, 42);
    assertEquals(3, sent(limiter, Kind.ANSWER, 7, 0, 30));
  }

  @Test
  void fullTableForgivesTheOldest() {
    RateLimiter limiter = limiter(0);
    assertEquals(10, sent(limiter, Kind.ANSWER, 7, 0, 30));
    for (int name = 0; name < 100_000; name++) {
      limiter.charge(client, Kind.NXDOMAIN, name, SECOND);
    }
    assertEquals(10, sent(limiter, Kind.ANSWER, 7, SECOND, 10));
  }

  @Test
  void dispatcherDropsAndSlipsAndCounts() {
    TestServer server =
        new TestServer.Settings()
            .rateLimit(settings(2))
            .serve(
                ZoneText.zone(
                    "t.test.", "@ SOA a b 1 2 3 4 5\n@ NS a\nwww A 192.0.2.1\n*.w A 192.0.2.1\n"));
    String answer = server.udp("www.t.test.", "A");
    for (int i = 1; i < 10; i++) {
      assertEquals(answer, server.udp("wWw.t.test.", "A").replace("wWw", "www"));
    }
    assertEquals("", server.udp("www.t.test.", "AAAA"));
    assertEquals("NOERROR tc\nedns 1232 do\n", server.udp(ask("www.t.test.", "A").dnssec()));
    assertEquals(1, server.counters().events(RequestEvent.RATE_LIMIT_DROPPED));
    assertEquals(1, server.counters().events(RequestEvent.RATE_LIMIT_SLIPPED));
    assertEquals(answer, server.tcp(ask("www.t.test.", "A")));
    server.pass(Duration.ofSeconds(2));
    assertEquals(answer, server.udp("www.t.test.", "A"));
  }

  @Test
  void everNewNamesOfWildcardAndOfNothingAreCountedTogether() {
    TestServer server =
        new TestServer.Settings()
            .rateLimit(settings(0))
            .serve(ZoneText.zone("t.test.", "@ SOA a b 1 2 3 4 5\n@ NS a\n*.w A 192.0.2.1\n"));
    int wildcard = 0;
    int nothing = 0;
    int outside = 0;
    for (int i = 0; i < 100; i++) {
      wildcard += server.udp("n" + i + ".w.t.test.", "A").isEmpty() ? 0 : 1;
      nothing += server.udp("n" + i + ".t.test.", "A").isEmpty() ? 0 : 1;
      outside += server.udp("n" + i + ".test.", "A").isEmpty() ? 0 : 1;
    }
    assertEquals(10, wildcard);
    assertEquals(5, nothing);
    assertEquals(3, outside);
  }
}
