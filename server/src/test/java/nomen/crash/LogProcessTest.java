package nomen.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.UpdateOctets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real process, whose standard error is a pipe that nobody reads, or that is broken. */
@Timeout(180)
class LogProcessTest {
  private static final Pattern LISTENING = Pattern.compile("listening on (127.0.0.1):([0-9]+),");
  private static final Pattern DROPPED =
      Pattern.compile("nomen_log_lines_total\\{fate=\"dropped\"\\} ([0-9.E]+)");

  /** More lines than a pipe of 64 KiB, a batch and the ring have room for. */
  private static final int MANY = 8_000;

  private static final long STOP_SECONDS = 30;

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // Each test starts one.
  private Process process;

  private volatile boolean told;

  private InetSocketAddress start(String log) throws Exception {
    Files.writeString(
        folder.resolve("example.zone"), "$TTL 60\n@ SOA ns h 1 1 2 3 4\n@ NS ns\nns A 192.0.2.1\n");
    Path configuration =
        Files.writeString(
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
            """
                + log);
    Path report = folder.resolve("report");
    process =
        new ProcessBuilder(ServerProcess.command("serve", "-c", configuration.toString()))
            .redirectOutput(report.toFile())
            .start();
    while (true) {
      boolean ended = process.waitFor(5, TimeUnit.MILLISECONDS);
      String text = Files.readString(report);
      Matcher listening = LISTENING.matcher(text);
      if (text.contains("ready after") && listening.find()) {
        return new InetSocketAddress(
            InetAddress.ofLiteral(listening.group(1)), Integer.parseInt(listening.group(2)));
      }
      assertTrue(!ended, "the server did not start");
    }
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  private double dropped() throws IOException, InterruptedException {
    Path file = folder.resolve("metrics");
    List<String> command =
        ServerProcess.command("metrics", "-c", folder.resolve("nomen.toml").toString());
    Process metrics = new ProcessBuilder(command).redirectOutput(file.toFile()).start();
    assertEquals(0, metrics.waitFor());
    String text = Files.readString(file);
    Matcher found = DROPPED.matcher(text);
    assertTrue(found.find(), text);
    return Double.parseDouble(found.group(1));
  }

  private static void queriesAndUpdatesAreAnswered(DnsClient client, int name) throws IOException {
    assertEquals("NOERROR", client.ask(QueryOctets.query("ns.example.", "A")).rcode());
    byte[] update =
        UpdateOctets.of("example.").add("n" + name, 60, "A", "192.0.2.2").edns(1232).octets();
    assertEquals("NOERROR", client.ask(update).rcode());
  }

  private void stopsSoon() throws InterruptedException {
    process.destroy();
    assertTrue(process.waitFor(STOP_SECONDS, TimeUnit.SECONDS), "it goes on");
    assertEquals(0, process.exitValue());
  }

  @Test
  void aReaderThatDoesNotReadHoldsUpNothing() throws Exception {
    InetSocketAddress server = start("[log.queries]\nsample = 1\n");
    try (DnsClient client = new DnsClient(server, Duration.ofSeconds(20))) {
      for (int i = 0; i < MANY; i++) {
        assertEquals("NOERROR", client.ask(QueryOctets.query("ns.example.", "A")).rcode());
      }
      queriesAndUpdatesAreAnswered(client, 1);
    }
    assertTrue(dropped() > 0);
    // The other end reads at last, and is told.
    Thread reader = new Thread(this::readSome);
    reader.start();
    reader.join();
    assertTrue(told, "nothing was told of dropped lines");
    stopsSoon();
  }

  private void readSome() {
    try {
      var lines = process.errorReader();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.contains(" warn server: lines of the log were dropped")) {
          told = true;
          return;
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theEndComesThoughNobodyReads() throws Exception {
    InetSocketAddress server = start("[log.queries]\nsample = 1.0\n");
    try (DnsClient client = new DnsClient(server, Duration.ofSeconds(20))) {
      for (int i = 0; i < MANY; i++) {
        client.ask(QueryOctets.query("ns.example.", "A"));
      }
    }
    stopsSoon();
  }

  @Test
  void aBrokenPipeCostsOnlyLines() throws Exception {
    InetSocketAddress server = start("[log]\nlevel = \"debug\"\n");
    process.getErrorStream().close();
    try (DnsClient client = new DnsClient(server, Duration.ofSeconds(20))) {
      for (int i = 0; i < 20; i++) {
        client.ask(QueryOctets.query("elsewhere.", "A"));
        queriesAndUpdatesAreAnswered(client, i);
      }
    }
    assertTrue(dropped() > 0);
    stopsSoon();
  }
}
