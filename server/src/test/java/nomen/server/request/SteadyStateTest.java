package nomen.server.request;

import static nomen.server.request.Ask.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nomen.server.config.RateLimitSettings;
import nomen.server.transport.Exchange;
import nomen.server.transport.RequestHandler;
import org.junit.jupiter.api.Test;

/** What a request may cost in steady state, and what no request may do. */
class SteadyStateTest {
  private static final String ZONE =
      """
      t.test. 3600 SOA ns1 host 7 3600 600 86400 60
      t.test. NS ns1
      t.test. NSEC *.t.test. NS SOA RRSIG NSEC
      ns1 A 192.0.2.1
      mail A 192.0.2.2
      mail AAAA 2001:db8::2
      www A 192.0.2.3
      www MX 10 mail
      www TXT "x"
      alias CNAME alias2
      alias2 CNAME www
      loop CNAME loop
      srv SRV 0 0 80 www
      svc HTTPS 1 . alpn=h2
      sub NS ns1.sub
      sub NS ns2.sub
      sub DS 1 8 2 0000000000000000000000000000000000000000000000000000000000000000
      ns1.sub A 192.0.2.10
      ns2.sub AAAA 2001:db8::10
      unsigned NS ns1.sub
      unsigned NSEC t.test. NS RRSIG NSEC
      *.wild A 192.0.2.20
      *.wild NSEC www A RRSIG NSEC
      d DNAME mail
      out DNAME o.test.
      a.b.ent A 192.0.2.40
      """;

  private static final String OTHER = "@ SOA a b 1 2 3 4 5\n@ NS a\nwww A 192.0.2.50\n";

  private static final String[] NAMES = {
    "t.test.",
    "www.t.test.",
    "alias.t.test.",
    "loop.t.test.",
    "srv.t.test.",
    "svc.t.test.",
    "x.sub.t.test.",
    "sub.t.test.",
    "x.unsigned.t.test.",
    "x.wild.t.test.",
    "x.d.t.test.",
    "www.out.t.test.",
    "ent.t.test.",
    "no.t.test.",
    "outside.example.",
    "version.bind.",
    "big.t.test.",
  };

  private static final String[] TYPES = {
    "A",
    "AAAA",
    "MX",
    "TXT",
    "SRV",
    "HTTPS",
    "NS",
    "DS",
    "SOA",
    "CNAME",
    "ANY",
    "RRSIG",
    "NSEC",
    "AXFR",
    "IXFR",
    "TYPE65280",
  };

  private static TestServer server() {
    StringBuilder text = new StringBuilder(ZONE);
    for (int i = 0; i < 30; i++) {
      text.append("big TXT \"").append("x".repeat(60)).append(i).append("\"\n");
    }
    return new TestServer.Settings()
        .nsid("nomen")
        .chaos("Nomen", "n1")
        .rateLimit(new RateLimitSettings(true, 50, 50, 50, 24, 56, 2, 1000, List.of()))
        .serve(
            ZoneText.signed("t.test.", text.toString(), name -> !name.endsWith("sub.t.test.")),
            ZoneText.zone("o.test.", OTHER));
  }

  private static List<byte[]> requests() {
    List<byte[]> requests = new ArrayList<>();
    for (String name : NAMES) {
      for (String type : TYPES) {
        requests.add(ask(name, type).octets());
        requests.add(ask(name, type).edns().octets());
        requests.add(ask(name, type).dnssec().option(3).option(19).option(9).octets());
        requests.add(ask(name, type).option(10, new byte[8]).octets());
        requests.add(ask(name, type).option(10, new byte[24]).octets());
        requests.add(ask(name, type).dnsClass(3).octets());
      }
      requests.add(ask(name, "A").opcode(4).octets());
      requests.add(ask(name, "A").opcode(2).octets());
      requests.add(ask(name, "A").questions(2).octets());
      requests.add(ask(name, "A").version(1).octets());
    }
    return requests;
  }

  @Test
  void queriesAllocateNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    TestServer server = server();
    List<byte[]> requests = requests();
    long self = Thread.currentThread().threadId();
    // The compiler's own allocations on this thread end when the code is warm.
    for (int round = 0; round < 20; round++) {
      handle(server, requests, 20_000);
    }
    long before = threads.getThreadAllocatedBytes(self);
    long overhead = threads.getThreadAllocatedBytes(self) - before;
    long allocated = Long.MAX_VALUE;
    // Which may be late where its threads have to wait: what a query allocates, each round does.
    for (int round = 0; round < 10 && allocated > overhead; round++) {
      before = threads.getThreadAllocatedBytes(self);
      handle(server, requests, 100_000);
      allocated = threads.getThreadAllocatedBytes(self) - before;
    }
    assertEquals(overhead, allocated);
  }

  private static long handle(TestServer server, List<byte[]> requests, int count) {
    Exchange exchange = server.exchange();
    RequestHandler handler = server.handler();
    long octets = 0;
    for (int i = 0; i < count; i++) {
      byte[] request = requests.get(i % requests.size());
      System.arraycopy(request, 0, exchange.request(), 0, request.length);
      exchange.setRequest(request.length, false);
      exchange.setTime(TestServer.NOW_MILLIS, (long) i * 1_000_000);
      octets += handler.handle(exchange);
    }
    return octets;
  }

  @Test
  void mutatedRequestsGetReadableAnswersOrNone() {
    TestServer server = server();
    List<byte[]> requests = requests();
    Random random = new Random(20_260_101);
    for (int i = 0; i < 200_000; i++) {
      byte[] request = mutate(requests.get(random.nextInt(requests.size())), random);
      server.pass(java.time.Duration.ofSeconds(1));
      byte[] response = server.udp(request);
      if (response.length == 0) {
        boolean silent = request.length < 12 || (request[2] & 0x80) != 0;
        assertTrue(silent, () -> java.util.HexFormat.of().formatHex(request));
        continue;
      }
      assertEquals(request[0], response[0]);
      assertEquals(request[1], response[1]);
      assertTrue(response.length <= 1232);
      assertNotEquals("", ResponseText.print(response));
    }
    RequestCounters counters = server.counters();
    assertEquals(0, counters.events(RequestEvent.INTERNAL_ERROR));
    // The mutations reach far: answers of every kind are among them.
    for (int rcode : new int[] {0, 1, 3, 4, 5, 9, 16}) {
      assertTrue(counters.responses(rcode) > 100, "RCODE " + rcode);
    }
    assertTrue(counters.events(RequestEvent.REFERRAL) > 100);
    assertTrue(counters.events(RequestEvent.TRUNCATED) > 10);
  }

  private static byte[] mutate(byte[] original, Random random) {
    byte[] request = original.clone();
    for (int changes = random.nextInt(4); changes >= 0; changes--) {
      if (request.length == 0) {
        return request;
      }
      int at = random.nextInt(request.length);
      switch (random.nextInt(6)) {
        case 0 -> request[at] = (byte) random.nextInt(256);
        case 1 -> request[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> request[at]++;
        case 3 -> request = java.util.Arrays.copyOf(request, at);
        case 4 -> request = java.util.Arrays.copyOf(request, request.length + random.nextInt(20));
        default -> request[Math.min(at, 11)] = (byte) random.nextInt(3);
      }
    }
    return request;
  }
}
