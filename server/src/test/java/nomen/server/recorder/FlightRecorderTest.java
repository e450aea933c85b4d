package nomen.server.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import jdk.jfr.EventType;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.UpdateOctets;
import nomen.server.NameServer;
import nomen.server.config.ConfigurationReader;
import nomen.server.transport.TransportClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every event comes, with what it is to say, from servers as they run. */
@Timeout(120)
class FlightRecorderTest {
  private static final String LONG = "x".repeat(240);
  private static final int RECORDS = 200;
  private static final long OCTETS = 48_000;

  @TempDir private Path folder;

  private NameServer start(String place, String zone) throws Exception {
    Path home = Files.createDirectories(folder.resolve(place));
    Files.writeString(
        home.resolve("t.zone"),
        """
        $ORIGIN t.test.
        $TTL 60
        @ SOA ns host 1 3600 900 86400 60
        @ NS ns
        ns A 192.0.2.1
        """);
    String text =
        """
        [server]
        listen = ["127.0.0.1:0"]
        event-loops = 1
        data-dir = "data"
        [storage]
        checkpoint-size = "64KiB"
        [[zone]]
        name = "t.test."
        %s
        """
            .formatted(zone);
    return NameServer.start(
        ConfigurationReader.read(text, "nomen.toml", home),
        TransportClock.SYSTEM,
        new Random(1),
        new PrintWriter(Writer.nullWriter()),
        false);
  }

  private static DnsClient client(NameServer server) throws IOException {
    return new DnsClient(server.addresses().getFirst(), Duration.ofSeconds(20));
  }

  @Test
  void everyEventArrives() throws Exception {
    Path file = folder.resolve("recording.jfr");
    try (Recording recording = new Recording()) {
      for (EventType event : RecorderEvents.all()) {
        recording.enable(event.getName()).withThreshold(Duration.ZERO);
      }
      recording.start();
      live();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    Set<String> wanted =
        RecorderEvents.all().stream()
            .map(EventType::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> found =
        events.stream()
            .map(event -> event.getEventType().getName())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(wanted, found);
    checkRequests(events);
    checkUpdates(events);
    checkStore(events);
    checkTransfers(events);
  }

  /** Two servers: queries, updates, a checkpoint, a transfer. */
  private void live() throws Exception {
    String primaryZone =
        """
        file = "t.zone"
        allow-update = ["127.0.0.0/8"]
        allow-transfer = ["127.0.0.0/8"]
        """;
    try (NameServer primary = start("primary", primaryZone);
        DnsClient client = client(primary)) {
      assertEquals("NXDOMAIN", client.ask(QueryOctets.query("no.t.test.", "MX")).rcode());
      assertEquals("NOERROR", client.askOverTcp(QueryOctets.query("ns.t.test.", "A")).rcode());
      for (int number = 0; number < 3; number++) {
        UpdateOctets update = UpdateOctets.of("t.test.");
        for (int i = 0; i < RECORDS; i++) {
          update.add("n" + number, 60, "TXT", i + LONG);
        }
        assertEquals("NOERROR", client.askOverTcp(update.octets()).rcode());
      }
      int port = primary.addresses().getFirst().getPort();
      try (NameServer secondary = start("secondary", "primaries = [\"127.0.0.1:" + port + "\"]\n");
          DnsClient asking = client(secondary)) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!asking.ask(QueryOctets.query("ns.t.test.", "A")).rcode().equals("NOERROR")) {
          assertTrue(System.nanoTime() < deadline, "no transfer");
        }
      }
      awaitCheckpoint();
    }
  }

  private void awaitCheckpoint() throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    boolean written = false;
    while (!written) {
      assertTrue(System.nanoTime() < deadline, "no checkpoint");
      Path checkpoints = folder.resolve("primary/data/checkpoint");
      if (Files.isDirectory(checkpoints)) {
        try (var files = Files.list(checkpoints)) {
          written = files.anyMatch(file -> file.toString().endsWith(".ckpt"));
        }
      }
    }
  }

  private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals("nomen." + name))
        .toList();
  }

  private static void checkRequests(List<RecordedEvent> events) {
    RecordedEvent missing =
        named(events, "SlowRequest").stream()
            .filter(event -> event.getString("qname").equals("no.t.test."))
            .findFirst()
            .orElseThrow();
    assertEquals("MX", missing.getString("qtype"));
    assertEquals("NXDOMAIN", missing.getString("rcode"));
    assertEquals("QUERY", missing.getString("opcode"));
    assertEquals("UDP", missing.getString("transport"));
    assertTrue(missing.getString("client").startsWith("127.0.0.1"));
    assertTrue(missing.getInt("answerSize") > missing.getInt("requestSize"));
    assertTrue(missing.getDuration().toNanos() > 0);
    assertTrue(missing.getDuration("waited").toNanos() >= 0);
    assertTrue(
        named(events, "SlowRequest").stream()
            .anyMatch(
                event ->
                    event.getString("transport").equals("TCP")
                        && event.getString("opcode").equals("UPDATE")
                        && event.getString("qname").equals("t.test.")
                        && event.getInt("answerSize") == 0));
  }

  private static void checkUpdates(List<RecordedEvent> events) {
    List<RecordedEvent> updates = named(events, "SlowUpdate");
    assertEquals(3, updates.size());
    RecordedEvent update = updates.getFirst();
    assertEquals("t.test.", update.getString("zone"));
    assertEquals(RECORDS, update.getInt("operations"));
    assertEquals("NOERROR", update.getString("rcode"));
    assertEquals("", update.getString("key"));
    List<RecordedEvent> batches =
        named(events, "UpdateBatch").stream().filter(event -> event.getInt("changed") > 0).toList();
    assertEquals(3, batches.stream().mapToInt(event -> event.getInt("changed")).sum());
    batches.forEach(FlightRecorderTest::checkPhases);
    assertTrue(batches.stream().map(RecordedEvent::getDuration).distinct().count() > 1);
    RecordedEvent batch = batches.getFirst();
    assertTrue(batch.getDuration("longestWait").toNanos() > 0);
    assertTrue(batch.getDuration("meanWait").compareTo(batch.getDuration("longestWait")) <= 0);
    assertTrue(update.getDuration().compareTo(batch.getDuration("force")) > 0);
  }

  private static void checkPhases(RecordedEvent batch) {
    assertTrue(batch.getBoolean("committed"));
    long whole = batch.getDuration().toNanos();
    long phases = 0;
    for (String phase : List.of("evaluate", "append", "force", "publish", "complete")) {
      assertTrue(batch.getDuration(phase).toNanos() > 0, phase);
      phases += batch.getDuration(phase).toNanos();
    }
    // Two clocks: allow for the grain of the recorder's, and for what they differ by in speed.
    assertTrue(phases <= whole + 100_000 + whole / 1_000, phases + " of " + whole);
  }

  private static void checkStore(List<RecordedEvent> events) {
    RecordedEvent force =
        named(events, "LogForce").stream()
            .filter(event -> event.getLong("octets") > OCTETS)
            .findFirst()
            .orElseThrow();
    assertEquals(1, force.getInt("records"));
    assertTrue(force.getLong("firstLsn") >= 2);
    RecordedEvent checkpoint = named(events, "Checkpoint").getFirst();
    assertEquals(1, checkpoint.getInt("zones"));
    assertTrue(checkpoint.getLong("octets") > OCTETS);
    RecordedEvent load = named(events, "ZoneLoad").getFirst();
    assertEquals("t.test.", load.getString("zone"));
    assertEquals(3, load.getLong("records"));
    assertEquals(2, load.getLong("names"));
    assertEquals(0, load.getInt("errors"));
    assertTrue(load.getString("file").endsWith("t.zone"));
    assertEquals(0, named(events, "Recovery").getFirst().getInt("zones"));
  }

  private static void checkTransfers(List<RecordedEvent> events) {
    RecordedEvent sent = named(events, "TransferSent").getFirst();
    RecordedEvent received = named(events, "TransferReceived").getFirst();
    assertEquals("AXFR", sent.getString("kind"));
    assertTrue(sent.getBoolean("complete"));
    assertEquals("TRANSFERRED", received.getString("outcome"));
    assertEquals("WHOLE_ZONE", received.getString("form"));
    assertEquals(4, received.getLong("serial"));
    assertEquals(sent.getLong("records"), received.getLong("records"));
    assertEquals(sent.getLong("messages"), received.getLong("messages"));
    assertTrue(received.getLong("octets") > 3 * OCTETS);
  }
}
