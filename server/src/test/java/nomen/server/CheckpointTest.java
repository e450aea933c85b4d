package nomen.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.UpdateOctets;
import nomen.server.config.ConfigurationReader;
import nomen.server.control.ControlClient;
import nomen.server.transport.TransportClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When a running server writes checkpoints, beside those that a growing log asks for. */
@Timeout(120)
class CheckpointTest {
  private static final int RECORDS = 200;
  private static final String LONG = "x".repeat(240);

  /** Together more than the log may have behind the last checkpoint when a server stops. */
  private static final int MANY = 100;

  @TempDir private Path folder;

  private NameServer start(String interval) throws Exception {
    Files.writeString(
        folder.resolve("t.zone"),
        """
        $ORIGIN t.test.
        $TTL 60
        @ SOA ns host 1 1 2 3 4
        @ NS ns
        ns A 192.0.2.1
        """);
    Path config =
        Files.writeString(
            folder.resolve("nomen.toml"),
            """
            [server]
            listen = ["127.0.0.1:0"]
            event-loops = 1
            data-dir = "data"
            [storage]
            checkpoint-interval = "%s"
            [[zone]]
            name = "t.test."
            file = "t.zone"
            allow-update = ["127.0.0.0/8"]
            """
                .formatted(interval));
    return NameServer.start(
        ConfigurationReader.read(config),
        TransportClock.SYSTEM,
        new Random(1),
        new PrintWriter(Writer.nullWriter()),
        false);
  }

  private static DnsClient client(NameServer server) throws IOException {
    return new DnsClient(server.addresses().getFirst(), Duration.ofSeconds(20));
  }

  private static void add(DnsClient client, int number) throws IOException {
    UpdateOctets update = UpdateOctets.of("t.test.");
    for (int i = 0; i < RECORDS; i++) {
      update.add("n" + number, 60, "TXT", i + LONG);
    }
    assertEquals("NOERROR", client.askOverTcp(update.octets()).rcode());
  }

  private long metric(String name) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ControlClient(folder.resolve("data/control.sock"))
        .ask(List.of("metrics"), out, AssertionError::new);
    return out.toString(UTF_8)
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length())))
        .findFirst()
        .orElseThrow();
  }

  private long checkpoints() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("data/checkpoint"))) {
      return files.filter(file -> file.toString().endsWith(".ckpt")).count();
    }
  }

  @Test
  void oneIsWrittenAfterTheIntervalThoughNoFurtherChangeComes() throws Exception {
    try (NameServer server = start("1s");
        DnsClient client = client(server)) {
      add(client, 0);
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (metric("nomen_checkpoint_lsn") < 2) {
        assertTrue(System.nanoTime() < deadline, "no checkpoint");
      }
      assertEquals(2, metric("nomen_log_durable_lsn"));
    }
  }

  @Test
  void oneIsWrittenAtTheEndIfTheNextStartWouldHaveMuchToReplay() throws Exception {
    try (NameServer server = start("1h");
        DnsClient client = client(server)) {
      add(client, 0);
    }
    assertEquals(0, checkpoints());
    try (NameServer server = start("1h");
        DnsClient client = client(server)) {
      assertEquals(2, metric("nomen_log_replayed_records"));
      for (int number = 1; number <= MANY; number++) {
        add(client, number);
      }
    }
    assertEquals(1, checkpoints());
    try (NameServer server = start("1h");
        DnsClient client = client(server)) {
      assertEquals(0, metric("nomen_log_replayed_records"));
      assertEquals(
          RECORDS,
          client.askOverTcp(QueryOctets.query("n" + MANY + ".t.test.", "TXT")).answer().size());
    }
  }
}
