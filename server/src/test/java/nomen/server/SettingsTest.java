package nomen.server;

import static nomen.conformance.client.QueryOctets.query;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import nomen.conformance.TestZones;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.Reply;
import nomen.conformance.subject.NomenSubject;
import nomen.conformance.subject.Serving;
import nomen.conformance.subject.Subject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that are off by default do over real sockets what docs/configuration.md says. */
class SettingsTest {
  private static final int COOKIE = 10;
  private static final int PROHIBITED = 18;
  private static final byte[] CLIENT = {1, 2, 3, 4, 5, 6, 7, 8};
  private static final QueryOctets GOOD = query("www.house.test.", "A");

  @TempDir private Path folder;
  private @Nullable Subject server;

  private Subject serve(String tables, String zoneSettings) throws IOException {
    Subject started =
        NomenSubject.start(Serving.usual(TestZones.all(), folder), tables, zoneSettings);
    server = started;
    return started;
  }

  private static DnsClient client(InetSocketAddress address) throws IOException {
    return new DnsClient(address, Duration.ofSeconds(5));
  }

  @AfterEach
  void stop() {
    if (server != null) {
      assertEquals(0, server.faults());
      server.close();
    }
  }

  @Test
  void cookiesThatAreRequiredAreAskedForOverUdpOnly() throws IOException {
    Subject subject = serve("[cookies]\nmode = \"require\"", "");
    try (DnsClient client = client(subject.address())) {
      // RFC 7873 section 5.2.1: who has no cookies is sent to TCP.
      Reply bare = client.ask(GOOD);
      assertEquals("NOERROR tc", bare.status());
      assertEquals(List.of(), bare.answer());
      assertEquals("NOERROR aa", client.askOverTcp(GOOD).status());

      Reply refused = client.ask(query("www.house.test.", "A").option(COOKIE, CLIENT));
      assertEquals("BADCOOKIE", refused.rcode());
      assertEquals(List.of(), refused.answer());
      byte[] cookie = refused.requiredOption(COOKIE);
      assertArrayEquals(CLIENT, Arrays.copyOf(cookie, CLIENT.length));

      Reply answered = client.ask(query("www.house.test.", "A").option(COOKIE, cookie));
      assertEquals("NOERROR aa", answered.status());
      assertEquals(2, answered.answer().size());

      byte[] forged = cookie.clone();
      forged[forged.length - 1] ^= 1;
      Reply again = client.ask(query("www.house.test.", "A").option(COOKIE, forged));
      assertEquals("BADCOOKIE", again.rcode());
      assertFalse(Arrays.equals(forged, again.requiredOption(COOKIE)));
    }
  }

  @Test
  void responsesOverTheRateAreDroppedOrSlip() throws IOException {
    Subject subject = serve("[rate-limit]\nenabled = true\nresponses-per-second = 1", "");
    try (DnsClient client = client(subject.address())) {
      int full = 0;
      int slipped = 0;
      for (int id = 1; id <= 40; id++) {
        client.send(query("www.house.test.", "A").id(id).octets());
      }
      // Another name has an account of its own. Answers of one batch come in any order, those of
      // the next batch behind them.
      client.send(query("house.test.", "SOA").id(41).octets());
      while (true) {
        Reply reply = new Reply(client.receive());
        if (reply.id() == 41) {
          assertEquals("NOERROR aa", reply.status());
          client.send(query("missing.house.test.", "A").id(42).octets());
          continue;
        }
        if (reply.id() == 42) {
          break;
        }
        if (reply.status().equals("NOERROR tc")) {
          assertEquals(List.of(), reply.answer());
          slipped++;
        } else {
          assertEquals("NOERROR aa", reply.status());
          full++;
        }
      }
      assertTrue(full >= 1 && full <= 10, "in full: " + full);
      // Every second one that is over the rate slips, the others are dropped.
      assertTrue(slipped >= 14 && slipped <= 20, "slipped: " + slipped);
      assertEquals("NOERROR aa", client.askOverTcp(GOOD).status());
    }
  }

  @Test
  void clientsWithAGoodCookieAreNotLimited() throws IOException {
    Subject subject = serve("[rate-limit]\nenabled = true\nresponses-per-second = 1", "");
    try (DnsClient client = client(subject.address())) {
      byte[] cookie =
          client.ask(query("house.test.", "SOA").option(COOKIE, CLIENT)).requiredOption(COOKIE);
      for (int i = 0; i < 20; i++) {
        Reply reply = client.ask(query("www.house.test.", "A").option(COOKIE, cookie));
        assertEquals("NOERROR aa", reply.status());
      }
    }
  }

  @Test
  void zonesAnswerThoseWhomTheyAllow() throws IOException {
    Subject subject = serve("", "allow-query = [\"192.0.2.0/24\", \"::1\"]");
    try (DnsClient v4 = client(subject.address());
        DnsClient v6 = client(subject.address6())) {
      Reply refused = v4.ask(query("www.house.test.", "A").edns(1232));
      assertEquals("REFUSED", refused.status());
      assertEquals(List.of(PROHIBITED), refused.extendedErrors());
      assertEquals("REFUSED", v4.askOverTcp(GOOD).status());
      assertEquals("NOERROR aa", v6.ask(GOOD).status());
      assertEquals("NOERROR aa", v6.askOverTcp(GOOD).status());
    }
  }
}
