package nomen.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.Reply;
import nomen.conformance.client.UpdateOctets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A secondary that is killed with SIGKILL in the middle of transfers, of the whole zone and of
 * differences, again and again with one data directory. It starts clean each time, serves a version
 * that its primary had or nothing, and in the end the primary's zone.
 */
@Tag("crash")
@Timeout(600)
class KilledSecondaryTest {
  private static final int CYCLES = 10;
  private static final int SEED = 7;

  /** So many that the transfer takes about a second. */
  private static final int NAMES = 60_000;

  /** Records of an update, and how many of these are made between two kills. */
  private static final int CHANGED_RECORDS = 100;

  private static final int UPDATES = 40;

  @TempDir Path folder;

  private Path primary() throws IOException {
    Path place = Files.createDirectory(folder.resolve("primary"));
    StringBuilder zone =
        new StringBuilder(
            """
            $ORIGIN example.
            $TTL 60
            @ SOA ns admin 1 3600 900 604800 60
            @ NS ns
            ns A 127.0.0.1
            """);
    for (int i = 0; i < NAMES; i++) {
      zone.append("name").append(i).append(" TXT \"some text of number ").append(i).append("\"\n");
    }
    Files.writeString(place.resolve("example.zone"), zone);
    return Files.writeString(
        place.resolve("nomen.toml"),
        """
        [server]
        listen = ["127.0.0.1:0"]
        data-dir = "data"
        [[zone]]
        name = "example."
        file = "example.zone"
        allow-update = ["127.0.0.0/8"]
        allow-transfer = ["127.0.0.0/8"]
        """);
  }

  private Path secondary(InetSocketAddress primary) throws IOException {
    Path place = Files.createDirectory(folder.resolve("secondary"));
    return Files.writeString(
        place.resolve("nomen.toml"),
        """
        [server]
        listen = ["127.0.0.1:0"]
        data-dir = "data"
        [storage]
        segment-size = "64KiB"
        checkpoint-size = "64KiB"
        [[zone]]
        name = "example."
        primaries = ["127.0.0.1:%d"]
        allow-transfer = ["127.0.0.0/8"]
        """
            .formatted(primary.getPort()));
  }

  private static DnsClient client(InetSocketAddress server) throws IOException {
    return new DnsClient(server, Duration.ofSeconds(20));
  }

  private static long serial(InetSocketAddress server) throws IOException {
    try (DnsClient client = client(server)) {
      Reply reply = client.ask(QueryOctets.query("example.", "SOA"));
      if (!reply.rcode().equals("NOERROR")) {
        assertEquals("SERVFAIL", reply.rcode());
        return 0;
      }
      return Long.parseLong(reply.answer().getFirst().split("\\s+", -1)[6]);
    }
  }

  /** Changes the primary's zone; gives the serials that it had. */
  private static void change(InetSocketAddress primary, int cycle) throws IOException {
    try (DnsClient client = client(primary)) {
      for (int i = 0; i < UPDATES; i++) {
        UpdateOctets update = UpdateOctets.of("example.");
        for (int j = 0; j < CHANGED_RECORDS; j++) {
          update.add("c%d-%d-%d.example.".formatted(cycle, i, j), 60, "A", "192.0.2." + cycle);
        }
        assertEquals("NOERROR", client.askOverTcp(update.octets()).rcode());
      }
    }
  }

  private static void awaitSerial(InetSocketAddress server, long serial) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (serial(server) != serial) {
      assertTrue(System.nanoTime() < deadline, () -> "serial " + serial + " has not come");
    }
  }

  @Test
  void itStartsCleanAndEndsWithThePrimarysZone() throws Exception {
    Random random = new Random(SEED);
    Set<Integer> kept = new HashSet<>();
    try (ServerProcess primary = ServerProcess.start(primary())) {
      InetSocketAddress from = primary.awaitReady();
      Path configuration = secondary(from);
      long before = 0;
      for (int cycle = 1; cycle <= CYCLES; cycle++) {
        try (ServerProcess secondary = ServerProcess.start(configuration)) {
          InetSocketAddress at = secondary.awaitReady();
          long served = serial(at);
          assertTrue(served >= before, "what was served before a kill is there behind it");
          kept.add(served == 0 ? 0 : 1);
          secondary.letRun(random.nextInt(cycle < CYCLES / 2 ? 1_500 : 400));
          before = serial(at);
          secondary.kill();
        }
        change(from, cycle);
      }
      try (ServerProcess secondary = ServerProcess.start(configuration)) {
        InetSocketAddress at = secondary.awaitReady();
        long serial = serial(from);
        awaitSerial(at, serial);
        assertEquals(zone(primary, "primary"), zone(secondary, "secondary"));
        assertEquals(0, secondary.stop(), secondary::output);
      }
      assertEquals(0, primary.stop(), primary::output);
    }
    assertEquals(Set.of(0, 1), kept, "killed before the first transfer was done, and after it");
  }

  /** All records, by the command for that. */
  private String zone(ServerProcess server, String name) throws Exception {
    Path configuration = folder.resolve(name).resolve("nomen.toml");
    List<String> command =
        ServerProcess.command("zone", "write", "example.", "-c", configuration.toString());
    Path output = folder.resolve(name + ".records");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertEquals(0, process.waitFor(), server::output);
    return Files.readString(output);
  }
}
