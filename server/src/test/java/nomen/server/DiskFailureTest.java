package nomen.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.Reply;
import nomen.conformance.client.UpdateOctets;
import nomen.server.config.ConfigurationReader;
import nomen.server.control.ControlClient;
import nomen.server.transport.TransportClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The disk fails under a running server: no update is taken any more, queries go on, and after a
 * restart all is there that was acknowledged and nothing that was not.
 */
@Timeout(120)
class DiskFailureTest {
  private static final int NOT_READY = 14;

  /** More than a segment holds of updates of this size. */
  private static final int MANY = 100;

  private static final String LONG = "x".repeat(240);

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        folder.resolve("t.zone"),
        """
        $ORIGIN t.test.
        $TTL 60
        @ SOA ns host 1 1 2 3 4
        @ NS ns
        ns A 192.0.2.1
        """);
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
        name = "t.test."
        file = "t.zone"
        allow-update = ["127.0.0.0/8"]
        """);
  }

  private NameServer start(BreakableDisk disk) throws Exception {
    return NameServer.start(
        ConfigurationReader.read(folder.resolve("nomen.toml")),
        () -> ConfigurationReader.read(folder.resolve("nomen.toml")),
        TransportClock.SYSTEM,
        new Random(1),
        new PrintWriter(Writer.nullWriter()),
        false,
        Duration.ZERO,
        _ -> disk);
  }

  private BreakableDisk disk() {
    return new BreakableDisk(folder.resolve("data"));
  }

  private static DnsClient client(NameServer server) throws IOException {
    return new DnsClient(server.addresses().getFirst(), Duration.ofSeconds(20));
  }

  private static Reply add(DnsClient client, String owner) throws IOException {
    return client.ask(UpdateOctets.of("t.test.").add(owner, 60, "TXT", LONG).edns(1232).octets());
  }

  private static boolean isThere(DnsClient client, String owner) throws IOException {
    return !client.ask(QueryOctets.query(owner + ".t.test.", "TXT")).answer().isEmpty();
  }

  private String metrics() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertEquals(
        0,
        new ControlClient(folder.resolve("data/control.sock"))
            .ask(List.of("metrics"), out, AssertionError::new));
    return out.toString(UTF_8);
  }

  /** Looks whether the server has stopped to take updates, and nothing else. */
  private static void checkStopped(DnsClient client) throws IOException {
    for (String owner : new String[] {"late1", "late2"}) {
      Reply refused = add(client, owner);
      assertEquals("SERVFAIL", refused.rcode());
      assertEquals(List.of(NOT_READY), refused.extendedErrors());
      assertTrue(!isThere(client, owner), owner);
    }
    byte[] plain = UpdateOctets.of("t.test.").add("late3", 60, "TXT", "x").octets();
    assertEquals("SERVFAIL", client.ask(plain).rcode());
    assertTrue(isThere(client, "good"), "queries go on");
  }

  private void checkAfterRestart(int acknowledged) throws Exception {
    try (NameServer again = start(disk());
        DnsClient client = client(again)) {
      assertTrue(isThere(client, "good"));
      for (int i = 0; i < acknowledged; i++) {
        assertTrue(isThere(client, "n" + i), "n" + i);
      }
      for (String owner : new String[] {"n" + acknowledged, "late1", "late2", "late3"}) {
        assertTrue(!isThere(client, owner), owner);
      }
      assertEquals("NOERROR", add(client, "again").rcode());
      assertEquals(0, again.faults());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WRITE", "FORCE"})
  void updatesStopAndQueriesGoOn(BreakableDisk.Fault fault) throws Exception {
    BreakableDisk disk = disk();
    int acknowledged = 0;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream err = System.err;
    try (NameServer server = start(disk);
        DnsClient client = client(server)) {
      assertEquals("NOERROR", add(client, "good").rcode());
      System.setErr(new PrintStream(log, true, UTF_8));
      disk.fail(fault);
      while (acknowledged < 20 * MANY
          && add(client, "n" + acknowledged).rcode().equals("NOERROR")) {
        acknowledged++;
      }
      assertTrue(acknowledged < 20 * MANY, "all were taken");
      checkStopped(client);
      assertTrue(metrics().contains("nomen_writer_failed 1.0\n"), metrics());
      assertEquals(0, server.faults());
    } finally {
      System.setErr(err);
    }
    String lines = log.toString(UTF_8);
    assertEquals(2, lines.split("no more updates until a restart", -1).length, lines);
    checkAfterRestart(acknowledged);
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATE", "RENAME"})
  void updatesGoOnWhenTheNextSegmentCanBeBegun(BreakableDisk.Fault fault) throws Exception {
    BreakableDisk disk = disk();
    int acknowledged = 0;
    try (NameServer server = start(disk);
        DnsClient client = client(server)) {
      assertEquals("NOERROR", add(client, "good").rcode());
      disk.fail(fault);
      while (acknowledged < 20 * MANY
          && add(client, "n" + acknowledged).rcode().equals("NOERROR")) {
        acknowledged++;
      }
      assertTrue(acknowledged < 20 * MANY, "all were taken");
      checkStopped(client);
      assertTrue(metrics().contains("nomen_writer_failed 0.0\n"), metrics());
      disk.fail(BreakableDisk.Fault.NONE);
      assertEquals("NOERROR", add(client, "again").rcode());
      assertTrue(isThere(client, "again"));
      assertEquals(0, server.faults());
    }
    checkAfterRestart(acknowledged);
  }

  @Test
  void aLogThatIsTakenAwayTakesNothing() throws Exception {
    Path log = folder.resolve("data/log");
    Path away = folder.resolve("data/away");
    try (NameServer server = start(disk());
        DnsClient client = client(server)) {
      assertEquals("NOERROR", add(client, "good").rcode());
      Files.move(log, away);
      assertEquals("SERVFAIL", add(client, "n0").rcode());
      checkStopped(client);
      assertTrue(metrics().contains("nomen_writer_failed 1.0\n"), metrics());
      assertEquals(0, server.faults());
    }
    Files.move(away, log);
    checkAfterRestart(0);
  }

  @Test
  void anotherFileInTheLogsPlaceIsNoticed() throws Exception {
    try (NameServer server = start(disk());
        DnsClient client = client(server)) {
      assertEquals("NOERROR", add(client, "good").rcode());
      Path segment = folder.resolve("data/log/00000000000000000001.log");
      Path copy = Files.copy(segment, folder.resolve("copy"));
      Files.move(copy, segment, StandardCopyOption.REPLACE_EXISTING);
      assertEquals("SERVFAIL", add(client, "n0").rcode());
      checkStopped(client);
    }
    checkAfterRestart(0);
  }

  @Test
  void aDataDirectoryThatIsRemovedStopsUpdatesOnly() throws Exception {
    try (NameServer server = start(disk());
        DnsClient client = client(server)) {
      assertEquals("NOERROR", add(client, "good").rcode());
      try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
      checkStopped(client);
      assertEquals(0, server.faults());
    }
  }
}
