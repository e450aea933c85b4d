package nomen.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.Reply;
import nomen.conformance.client.UpdateOctets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real process, whose files may not grow past a limit: writing fails in the middle of a log.
 */
@Timeout(120)
class FullDiskTest {
  /** In blocks of 512 octets: less than a segment, and more than the JVM writes of its own. */
  private static final String LIMIT = "ulimit -S -f 100; exec \"$@\"";

  /** An update that is sent when files may grow again. */
  private static final int AGAIN = 2000;

  private static final int NOT_READY = 14;
  private static final String LONG = "x".repeat(240);

  @TempDir private Path folder;

  private Path write() throws IOException {
    Files.writeString(
        folder.resolve("example.zone"),
        """
        $ORIGIN example.
        $TTL 60
        @ SOA ns admin 1 3600 900 604800 60
        @ NS ns
        ns A 127.0.0.1
        """);
    return Files.writeString(
        folder.resolve("nomen.toml"),
        """
        [server]
        listen = ["127.0.0.1:0"]
        event-loops = 1
        data-dir = "data"
        [storage]
        segment-size = "64KiB"
        [[zone]]
        name = "example."
        file = "example.zone"
        allow-update = ["127.0.0.0/8"]
        """);
  }

  private static DnsClient client(InetSocketAddress server) throws IOException {
    return new DnsClient(server, Duration.ofSeconds(20));
  }

  private static Reply add(DnsClient client, int number) throws IOException {
    return client.ask(
        UpdateOctets.of("example.").add("n" + number, 60, "TXT", LONG).edns(1232).octets());
  }

  private static boolean isThere(DnsClient client, int number) throws IOException {
    return !client.ask(QueryOctets.query("n" + number + ".example.", "TXT")).answer().isEmpty();
  }

  private static void raiseLimit(long pid) throws Exception {
    Process prlimit =
        new ProcessBuilder("prlimit", "--pid", Long.toString(pid), "--fsize=unlimited:")
            .inheritIO()
            .start();
    assertEquals(0, prlimit.waitFor());
  }

  @Test
  void updatesStopUntilThereIsRoomAndNothingAcknowledgedIsLost() throws Exception {
    Path configuration = write();
    try (ServerProcess server = ServerProcess.start(configuration)) {
      server.awaitReady();
      assertEquals(0, server.stop(), server::output);
    }
    int taken = 0;
    try (ServerProcess server =
        ServerProcess.start(List.of("sh", "-c", LIMIT, "sh"), configuration)) {
      try (DnsClient client = client(server.awaitReady())) {
        Reply reply = add(client, taken);
        while (reply.rcode().equals("NOERROR") && taken < 1000) {
          reply = add(client, ++taken);
        }
        assertTrue(taken > 10 && taken < 1000, taken + " taken");
        for (int late = taken; late < taken + 3; late++) {
          assertEquals("SERVFAIL", reply.rcode());
          assertEquals(List.of(NOT_READY), reply.extendedErrors());
          assertTrue(!isThere(client, late));
          reply = add(client, late + 1);
        }
        assertTrue(isThere(client, taken - 1), "queries go on");
      }
      String metrics = Run.of(folder, "metrics").good();
      assertTrue(metrics.contains("nomen_writer_failed 0.0\n"), metrics);
      String output = server.output();
      assertTrue(output.contains("updates are refused for now"), output);
      raiseLimit(server.pid());
      try (DnsClient client = client(server.awaitReady())) {
        assertEquals("NOERROR", add(client, AGAIN).rcode(), "no restart is needed");
        assertTrue(isThere(client, AGAIN));
      }
      assertEquals(0, server.stop(), server::output);
    }
    assertTrue(Run.of(folder, "log", "verify").good().startsWith("log ok: "));
    try (ServerProcess server = ServerProcess.start(configuration);
        DnsClient client = client(server.awaitReady())) {
      for (int number = 0; number < taken + 4; number++) {
        assertEquals(number < taken, isThere(client, number), "n" + number);
      }
      assertTrue(isThere(client, AGAIN));
      assertEquals("NOERROR", add(client, taken).rcode());
      assertEquals(0, server.stop(), server::output);
    }
  }
}
