package nomen.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import nomen.conformance.TestKeys;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.UpdateOctets;
import nomen.conformance.subject.ServedKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator types, as processes of their own: beside a running server, and without one. */
@Timeout(180)
class CommandsTest {
  private static final ServedKey KEY = TestKeys.of("hmac-sha256");
  @TempDir private Path folder;

  private void zone(String... lines) throws IOException {
    Files.writeString(
        folder.resolve("t.zone"),
        """
        $ORIGIN t.test.
        $TTL 60
        @ SOA ns host 1 1 2 3 4
        @ NS ns
        ns A 192.0.2.1
        """
            + String.join("\n", lines)
            + "\n");
  }

  private Path configuration() throws IOException {
    return Files.writeString(
        folder.resolve("nomen.toml"),
        """
        [server]
        listen = ["127.0.0.1:0"]
        event-loops = 1
        data-dir = "data"
        [[key]]
        name = "%s"
        algorithm = "%s"
        secret = "%s"
        [[zone]]
        name = "t.test."
        file = "t.zone"
        allow-update = ["127.0.0.0/8"]
        """
            .formatted(KEY.name(), KEY.algorithm(), KEY.secret()));
  }

  private Run nomen(String... arguments) throws Exception {
    return Run.of(folder, arguments);
  }

  /** Serial 2 is unsigned, 3 is signed. */
  private static void update(InetSocketAddress server) throws IOException {
    try (DnsClient client = new DnsClient(server, Duration.ofSeconds(20))) {
      byte[] plain = UpdateOctets.of("t.test.").add("a", 60, "A", "192.0.2.7").octets();
      assertEquals("NOERROR", client.ask(plain).rcode());
      byte[] signed = UpdateOctets.of("t.test.").add("x.b", 60, "A", "192.0.2.8").signedBy(KEY);
      assertEquals("NOERROR", client.ask(signed).rcode());
    }
  }

  /** What can be read with and without a server. */
  private void checkReading() throws Exception {
    List<String> all = nomen("log", "list", "t.test.").good().lines().toList();
    assertEquals(3, all.size(), all.toString());
    assertTrue(all.get(0).endsWith(" loaded 1 zone-file"), all.get(0));
    assertTrue(all.get(1).contains(" 1 -> 2 udp from=127.0.0.1:"), all.get(1));
    assertTrue(all.get(2).contains(" 2 -> 3 udp key=" + KEY.name()), all.get(2));
    String signed = all.get(2) + "\n";
    assertEquals(signed, nomen("log", "list", "t.test.", "--key", KEY.name()).good());
    assertEquals(signed, nomen("log", "list", "t.test", "--name", "b.t.test").good());
    assertEquals(signed, nomen("log", "list", "t.test.", "--limit", "1", "--since", "1h").good());
    Run none = nomen("log", "list", "t.test.", "--since", "2999-01-01");
    assertEquals("", none.out());
    assertEquals("no change of zone t.test. matches\n", none.err());
    assertEquals(
        signed
            + """
            - t.test. 60 IN SOA ns.t.test. host.t.test. 2 1 2 3 4
            + t.test. 60 IN SOA ns.t.test. host.t.test. 3 1 2 3 4
            + x.b.t.test. 60 IN A 192.0.2.8
            """,
        nomen("log", "show", "t.test.", "3").good());
    assertEquals(
        """
        - t.test. 60 IN SOA ns.t.test. host.t.test. 1 1 2 3 4
        + t.test. 60 IN SOA ns.t.test. host.t.test. 3 1 2 3 4
        + a.t.test. 60 IN A 192.0.2.7
        + x.b.t.test. 60 IN A 192.0.2.8
        """,
        nomen("log", "diff", "t.test.", "1", "3").good());
    assertTrue(nomen("log", "show", "t.test.", "9").bad().contains("has no serial 9"));
    assertTrue(nomen("log", "list", "u.test.").toString().contains("u.test."));
    assertEquals("", nomen("zone", "write", "t.test.", "out.zone").good());
    String written = Files.readString(folder.resolve("out.zone"));
    assertEquals(5, written.lines().count(), written);
    assertEquals(written, nomen("zone", "write", "t.test.").good());
    assertEquals("", nomen("zone", "check", "out.zone", "--origin", "t.test.").err());
  }

  @Test
  void whatAnOperatorDoes() throws Exception {
    zone();
    try (ServerProcess server = ServerProcess.start(configuration())) {
      update(server.awaitReady());
      checkReading();
      Run running = nomen("log", "verify");
      assertTrue(running.bad().contains("the server is running and writes to "), running::toString);
      Files.move(folder.resolve("data/control.sock"), folder.resolve("away"));
      Run locked = nomen("log", "verify");
      assertTrue(locked.bad().contains("data/lock: another process is using"), locked::toString);
      Files.move(folder.resolve("away"), folder.resolve("data/control.sock"));
      assertTrue(nomen("metrics").good().contains("nomen_zone_records{zone=\"t.test.\"} 5.0\n"));
      assertEquals(0, server.stop(), server::output);
    }
    checkReading();
    assertTrue(nomen("log", "revert", "t.test.", "2").bad().contains("the server is not running"));
    assertTrue(
        nomen("log", "verify").good().startsWith("log ok: 1 segments, 3 records, last LSN 3"));
    assertTrue(nomen("reload").bad().contains("control.sock"));
    assertTrue(nomen("metrics").bad().contains("control.sock"));
  }

  @Test
  void whatChangesAZone() throws Exception {
    zone("www A 192.0.2.2", "c CNAME ns");
    try (ServerProcess server = ServerProcess.start(configuration())) {
      update(server.awaitReady());
      assertEquals(
          "zone t.test.: undone by serial 4\n", nomen("log", "revert", "t.test.", "2").good());

      zone("www A 192.0.2.3", "c CNAME ns");
      assertEquals("zone t.test.: merged with its file, serial 5\n", nomen("reload").good());
      zone("www A 192.0.2.300");
      Run broken = nomen("reload", "t.test.");
      assertEquals(1, broken.code());
      assertTrue(broken.err().contains("t.zone:6:7: error: "), broken.err());
      assertTrue(broken.out().contains("it is served as it was, serial 5"), broken.out());

      try (DnsClient client = new DnsClient(server.awaitReady(), Duration.ofSeconds(20))) {
        UpdateOctets other =
            UpdateOctets.of("t.test.").deleteName("c").add("c", 60, "CNAME", "www");
        assertEquals("NOERROR", client.ask(other.octets()).rcode());
      }
      zone("www A 192.0.2.3", "c CNAME elsewhere.test.");
      String merged = nomen("reload").good();
      assertTrue(merged.startsWith("zone t.test.: merged with its file, serial "), merged);
      assertTrue(merged.contains("\n  conflict: c.t.test. "), merged);

      zone("www A 192.0.2.4", "c CNAME elsewhere.test.");
      assertEquals(0, new ProcessBuilder("kill", "-HUP", "" + server.pid()).start().waitFor());
      server.awaitOutput("zone was merged with its file zone=t.test. serial=7");
      String now = nomen("zone", "write", "t.test.").good();
      assertTrue(now.contains("www.t.test. 60 IN A 192.0.2.4\n"), now);
      assertTrue(now.contains("c.t.test. 60 IN CNAME www.t.test.\n"), now);
      assertEquals(1, nomen("reload", "u.test.").code());
      assertEquals(0, server.stop(), server::output);
    }
  }
}
