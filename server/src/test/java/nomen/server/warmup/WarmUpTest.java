package nomen.server.warmup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import nomen.codec.name.Name;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.QueryOctets;
import nomen.server.NameServer;
import nomen.server.config.ConfigurationReader;
import nomen.server.control.ControlClient;
import nomen.server.transport.ListenerSettings;
import nomen.server.transport.TransportClock;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that was warmed up looks as one that was not. */
@Timeout(60)
class WarmUpTest {
  private static final int A = 1;

  @TempDir private Path folder;

  private String metrics() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ControlClient(folder.resolve("data/control.sock"))
        .ask(List.of("metrics"), out, AssertionError::new);
    return out.toString(UTF_8);
  }

  private static double sum(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @Test
  void nothingOfItIsCountedLimitedOrLogged() throws Exception {
    Files.writeString(
        folder.resolve("t.zone"),
        """
        $ORIGIN t.test.
        $TTL 60
        @ SOA ns host 7 3600 900 86400 60
        @ NS ns
        ns A 192.0.2.1
        """);
    String text =
        """
        [server]
        listen = ["127.0.0.1:0"]
        event-loops = 1
        data-dir = "data"
        [rate-limit]
        enabled = true
        responses-per-second = 1
        [[zone]]
        name = "t.test."
        file = "t.zone"
        allow-update = ["127.0.0.0/8"]
        """;
    try (NameServer server =
            NameServer.start(
                ConfigurationReader.read(text, "nomen.toml", folder),
                () -> ConfigurationReader.read(text, "nomen.toml", folder),
                TransportClock.SYSTEM,
                new Random(1),
                new PrintWriter(Writer.nullWriter()),
                false,
                Duration.ofMillis(200));
        DnsClient client = new DnsClient(server.addresses().getFirst(), Duration.ofSeconds(20))) {
      String before = metrics();
      assertEquals(0, sum(before, "nomen_queries_total"), before);
      assertEquals(0, sum(before, "nomen_requests_total"), before);
      assertEquals(0, sum(before, "nomen_responses_total"), before);
      assertEquals(0, sum(before, "nomen_transport_events_total"), before);
      assertEquals(0, server.faults());
      // Its account is untouched: with one response a second, this one is the first.
      assertEquals("NOERROR", client.ask(QueryOctets.query("ns.t.test.", "A")).rcode());
      String after = metrics();
      assertEquals(1, sum(after, "nomen_queries_total"), after);
      assertEquals(1, sum(after, "nomen_log_durable_lsn"), "the load of the file alone");
    }
  }

  @Test
  void aWarmUpThatFailsIsNoFailureOfTheServer() {
    Name apex = Name.parse("t.test.");
    ZoneEditor editor = new ZoneEditor(apex);
    editor.add(apex, A, 60, new byte[] {(byte) 192, 0, 2, 1});
    ZoneSnapshot zone = editor.build();
    AtomicInteger asked = new AtomicInteger();
    WarmUp.run(
        ListenerSettings.of(List.of(), 1),
        loop -> {
          asked.incrementAndGet();
          throw new IllegalStateException("no handler");
        },
        DatabaseSnapshot.of(List.of(zone)),
        TransportClock.SYSTEM,
        1_000_000_000);
    assertEquals(1, asked.get());
    // A thread of a loop ends a moment after the loop; one that is left is waited for in vain.
    while (Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("dns-io-0"))) {
      Thread.onSpinWait();
    }
  }

  @Test
  void questionsAreAboutNamesThatAreThereAndThatAreNot() {
    Name apex = Name.parse("t.test.");
    ZoneEditor editor = new ZoneEditor(apex);
    for (int i = 0; i < 20; i++) {
      editor.add(apex.child("h" + i), A, 60, new byte[] {(byte) 192, 0, 2, 1});
    }
    ZoneSnapshot zone = editor.build();
    Set<String> names = new TreeSet<>();
    Set<Integer> additional = new TreeSet<>();
    for (ByteBuffer question : Questions.of(DatabaseSnapshot.of(List.of(zone)))) {
      byte[] octets = new byte[question.remaining()];
      question.get(octets);
      names.add(Name.ofWire(octets, 12).toString());
      additional.add((int) octets[11]);
    }
    assertTrue(names.containsAll(List.of("h0.t.test.", "h19.t.test.")), names.toString());
    assertTrue(names.stream().anyMatch(name -> name.startsWith("nomen-warm-up-")));
    assertEquals(Set.of(0, 1), additional);
    assertEquals(List.of(), Questions.of(DatabaseSnapshot.EMPTY));
  }

  @Test
  void aBurstIsAnsweredAsFarAsItIsAnswered() throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        BurstClient client =
            new BurstClient(
                new InetSocketAddress(server.getLocalAddress(), server.getLocalPort()), 4_000)) {
      byte[] octets = new byte[20];
      Thread answering =
          Thread.ofPlatform()
              .start(
                  () -> {
                    DatagramPacket packet = new DatagramPacket(octets, octets.length);
                    try {
                      for (int i = 0; i < BurstClient.BURST - 1; i++) {
                        server.receive(packet);
                        server.send(packet);
                      }
                    } catch (java.io.IOException e) {
                      throw new AssertionError(e);
                    }
                  });
      int answered = client.ask(List.of(ByteBuffer.wrap(new byte[] {1, 2, 3})), 0);
      answering.join();
      assertEquals(BurstClient.BURST - 1, answered);
    }
  }
}
