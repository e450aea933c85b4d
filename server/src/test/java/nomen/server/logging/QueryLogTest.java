package nomen.server.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import nomen.conformance.client.QueryOctets;
import org.junit.jupiter.api.Test;

class QueryLogTest {
  private static final byte[] CLIENT = {(byte) 192, 0, 2, 7};
  private static final int ANSWER_AA = 0x8500;

  private final LogCounters counters = new LogCounters();
  private final AtomicInteger woken = new AtomicInteger();
  private final QueryLog queries = new QueryLog(counters, woken::incrementAndGet);

  private static void fill(QuerySampler sampler, byte[] request) {
    sampler.setRequest(request, 0, request.length);
    sampler.setClient(CLIENT, CLIENT.length, 4711, false);
    sampler.setAnswer(ANSWER_AA | 3, 100);
    sampler.setTime(1_796_092_722_007L, 12_345);
    sampler.publish();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (QueryRing ring : queries.rings()) {
      while (ring.poll(sample -> lines.add(CapturedLog.text(sample.line(), LogFormat.TEXT)))) {
        // All of it.
      }
    }
    return lines;
  }

  private String line(byte[] request) {
    queries.sample(1);
    QuerySampler sampler = queries.sampler();
    assertTrue(sampler.draws());
    fill(sampler, request);
    return lines().getFirst();
  }

  @Test
  void aLineSaysAllOfAQuery() {
    assertEquals(
        "info query: query client=192.0.2.7:4711 transport=udp name=www.example. type=AAAA"
            + " flags=rd+do+AA rcode=NXDOMAIN octets=100 micros=12.3",
        line(
            QueryOctets.query("www.example.", "AAAA")
                .flags(QueryOctets.RD)
                .edns(1232)
                .dnssecOk()
                .octets()));
  }

  @Test
  void oddRequestsMakeLinesToo() {
    byte[] request = QueryOctets.query("a.", "A").octets();
    assertTrue(line(new byte[0]).contains("rcode=NXDOMAIN"));
    for (int length = 1; length < request.length; length++) {
      byte[] cut = Arrays.copyOf(request, length);
      String line = line(cut);
      assertTrue(line.startsWith("info query: query client="), line);
    }
  }

  @Test
  void aHostileNameStaysOneLine() {
    String line = line(QueryOctets.query("\n\u001b.example.", "A").octets());
    assertTrue(line.contains(" name=\\010\\027.example. "), line);
    assertTrue(line.chars().allMatch(one -> one >= ' ' && one < 0x7f), line);
  }

  @Test
  void noneIsDrawnWhenItIsOff() {
    assertFalse(queries.isOn());
    QuerySampler sampler = queries.sampler();
    for (int i = 0; i < 1000; i++) {
      assertFalse(sampler.draws());
    }
  }

  @Test
  void theShareIsAboutWhatIsAskedFor() {
    queries.sample(0.01);
    QuerySampler sampler = queries.sampler();
    int drawn = 0;
    for (int i = 0; i < 1_000_000; i++) {
      if (sampler.draws()) {
        sampler.publish();
        drawn++;
        lines();
      }
    }
    int found = drawn;
    assertTrue(found > 9_000 && found < 11_000, () -> "" + found);
  }

  @Test
  void aFullRingDropsAndCounts() {
    queries.sample(1);
    QuerySampler sampler = queries.sampler();
    byte[] request = QueryOctets.query("a.", "A").octets();
    for (int i = 0; i < QueryRing.CAPACITY + 5; i++) {
      if (sampler.draws()) {
        fill(sampler, request);
      }
    }
    assertEquals(5, counters.dropped());
    assertEquals(1, woken.get());
    assertEquals(QueryRing.CAPACITY, lines().size());
    assertTrue(sampler.draws());
  }

  @Test
  void aSampleMakesNoObject() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().threadId();
    queries.sample(1);
    QuerySampler sampler = queries.sampler();
    QueryRing ring = queries.rings().getFirst();
    byte[] request = QueryOctets.query("a.", "A").octets();
    long octets = Long.MAX_VALUE;
    for (int round = 0; round < 3; round++) {
      long before = threads.getThreadAllocatedBytes(self);
      for (int i = 0; i < 10_000; i++) {
        assertNotNull(sampler.draws() ? ring : null);
        fill(sampler, request);
        ring.poll(sample -> {});
      }
      octets = Math.min(octets, threads.getThreadAllocatedBytes(self) - before);
    }
    assertTrue(octets < 1000, octets + " octets");
  }

  @Test
  void theThreadWritesWhatTheLoopsDrew() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    queries.sample(1);
    QuerySampler sampler = queries.sampler();
    LogThread thread = new LogThread(out, () -> LogFormat.JOURNALD, () -> 0, counters, queries);
    thread.start();
    for (int i = 0; i < 100; i++) {
      assertTrue(sampler.draws());
      fill(sampler, QueryOctets.query("n" + i + ".example.", "A").octets());
    }
    thread.close();
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(100, lines.size());
    assertTrue(lines.get(7).contains(" name=n7.example. "), lines.get(7));
  }
}
