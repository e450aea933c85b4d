package nomen.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.LoopbackPort;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.Reply;
import nomen.conformance.client.UpdateOctets;
import nomen.server.config.ConfigurationReader;
import nomen.server.control.ControlClient;
import nomen.server.transport.TransportClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A primary and a secondary, both as they run, with real sockets between them. */
@Timeout(120)
class SecondaryServerTest {
  private static final int NOTIFY = 4;

  /** An address record at the root. */
  private static final byte[] UNUSED = {0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, (byte) 192, 0, 2, 1};

  private static final String KEY =
      """
      [[key]]
      name = "xfr.example."
      algorithm = "hmac-sha256"
      secret = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
      """;

  @TempDir private Path folder;

  /** REFRESH, RETRY and EXPIRE of the zone. */
  private String timers = "3600 900 86400";

  private NameServer primary(int port) throws Exception {
    Path place = Files.createDirectories(folder.resolve("primary"));
    if (!Files.exists(place.resolve("t.zone"))) {
      Files.writeString(
          place.resolve("t.zone"),
          """
          $ORIGIN t.test.
          $TTL 60
          @ SOA ns host 1 %s 60
          @ NS ns
          ns A 192.0.2.1
          """
              .formatted(timers));
    }
    return start(
        place,
        port,
        """
        file = "t.zone"
        allow-update = ["127.0.0.0/8"]
        allow-transfer = ["127.0.0.0/8 key:xfr.example."]
        """);
  }

  private NameServer secondary(InetSocketAddress primary, String key) throws Exception {
    return start(
        Files.createDirectories(folder.resolve("secondary")),
        0,
        "primaries = [\"127.0.0.1:%d%s\"]\n".formatted(primary.getPort(), key));
  }

  private NameServer secondary(NameServer primary) throws Exception {
    return secondary(primary.addresses().getFirst(), " key:xfr.example.");
  }

  private static NameServer start(Path place, int port, String zone) throws Exception {
    String text =
        """
        [server]
        listen = ["127.0.0.1:%d"]
        event-loops = 1
        data-dir = "data"
        %s
        [[zone]]
        name = "alias.test."
        file = "alias.zone"
        [[zone]]
        name = "t.test."
        %s
        """
            .formatted(port, KEY, zone);
    Files.writeString(
        place.resolve("alias.zone"),
        """
        $ORIGIN alias.test.
        $TTL 60
        @ SOA ns host 1 1 1 1 1
        @ NS ns.t.test.
        to CNAME ns.t.test.
        """);
    return NameServer.start(
        ConfigurationReader.read(text, "nomen.toml", place),
        TransportClock.SYSTEM,
        new Random(1),
        new PrintWriter(Writer.nullWriter()),
        false);
  }

  private static DnsClient client(NameServer server) throws IOException {
    return new DnsClient(server.addresses().getFirst(), Duration.ofSeconds(20));
  }

  private static Reply ask(NameServer server, String name, String type) throws IOException {
    try (DnsClient client = client(server)) {
      return client.ask(QueryOctets.query(name, type));
    }
  }

  private static String rcode(NameServer server) throws IOException {
    return ask(server, "t.test.", "SOA").rcode();
  }

  private static void await(NameServer server, String name, String rcode) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    String last = "";
    while (!last.equals(rcode)) {
      assertTrue(System.nanoTime() < deadline, name + " has " + last + ", not " + rcode);
      last = ask(server, name, "A").rcode();
    }
  }

  private static void add(NameServer primary, String label) throws IOException {
    try (DnsClient client = client(primary)) {
      UpdateOctets update =
          UpdateOctets.of("t.test.").add(label + ".t.test.", 60, "A", "192.0.2.9");
      assertEquals("NOERROR", client.ask(update.octets()).rcode());
    }
  }

  private static QueryOctets notification(String zone) {
    return QueryOctets.query(zone, "SOA").opcode(NOTIFY);
  }

  private static String notify(NameServer server, QueryOctets notify) throws IOException {
    try (DnsClient client = client(server)) {
      return client.ask(notify).rcode();
    }
  }

  private String command(String... words) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<String> errors = new ArrayList<>();
    new ControlClient(folder.resolve("secondary/data/control.sock"))
        .ask(List.of(words), out, errors::add);
    return out.toString(UTF_8) + String.join("\n", errors);
  }

  private void awaitStatus(String text) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    String status = "";
    while (!status.contains(text)) {
      assertTrue(System.nanoTime() < deadline, status);
      status = command("zone", "status", "t.test.");
    }
  }

  @Test
  void whatChangesAtThePrimaryComesByRefresh() throws Exception {
    try (NameServer primary = primary(0);
        NameServer secondary = secondary(primary)) {
      await(secondary, "ns.t.test.", "NOERROR");
      add(primary, "a");
      assertEquals("NXDOMAIN", ask(secondary, "a.t.test.", "A").rcode());
      assertTrue(command("zone", "refresh", "t.test.").startsWith("zone t.test.: refresh started"));
      await(secondary, "a.t.test.", "NOERROR");
      assertTrue(command("zone", "retransfer", "t.test.").startsWith("zone t.test.: full trans"));
      awaitStatus("t.test. secondary, serial 2, 4 records\n  current, primary 127.0.0.1:");
      assertEquals("zone alias.test. has no primaries", command("zone", "refresh", "alias.test."));
      assertEquals(0, primary.faults() + secondary.faults());
    }
  }

  /** RDATA of a LOC of version 1, and of a HINFO that ends early: by AXFR, UPDATE and IXFR. */
  @Test
  void oddRdataIsTransferredAndUpdated() throws Exception {
    String location = "\\# 16 011216138b0d2c8c7ff8fca500989680";
    Path file = Files.createDirectories(folder.resolve("primary")).resolve("t.zone");
    Files.writeString(
        file,
        """
        $ORIGIN t.test.
        $TTL 60
        @ SOA ns host 1 3600 900 86400 60
        @ NS ns
        ns A 192.0.2.1
        first LOC %s
        """
            .formatted(location));
    try (NameServer primary = primary(0)) {
      try (NameServer secondary = secondary(primary);
          DnsClient client = client(primary)) {
        await(secondary, "ns.t.test.", "NOERROR");
        assertOdd(secondary, "first.t.test.", "LOC", "011216138b0d2c8c7ff8fca500989680");
        UpdateOctets update = UpdateOctets.of("t.test.");
        update.operation("second.t.test.", "HINFO", "IN", 60, new byte[] {1, 'A'});
        assertEquals("NOERROR", client.ask(update.octets()).rcode());
        assertOdd(primary, "second.t.test.", "HINFO", "0141");
        command("zone", "refresh", "t.test.");
        await(secondary, "second.t.test.", "NOERROR");
        assertOdd(secondary, "second.t.test.", "HINFO", "0141");
        assertEquals(0, primary.faults() + secondary.faults());
      }
      try (NameServer secondary = secondary(primary)) {
        assertOdd(secondary, "first.t.test.", "LOC", "011216138b0d2c8c7ff8fca500989680");
        assertOdd(secondary, "second.t.test.", "HINFO", "0141");
      }
    }
  }

  /** The answer's RDATA as it stands in the message: libraries do not read it. */
  private static void assertOdd(NameServer server, String name, String type, String hex)
      throws IOException {
    byte[] rdata = HexFormat.of().parseHex(hex);
    String expected = "%04x%s".formatted(rdata.length, hex);
    try (DnsClient client = client(server)) {
      client.send(QueryOctets.query(name, type).octets());
      String octets = HexFormat.of().formatHex(client.receive());
      assertTrue(octets.contains(expected), octets);
    }
  }

  @Test
  void revertIsRefused() throws Exception {
    try (NameServer primary = primary(0);
        NameServer secondary = secondary(primary)) {
      await(secondary, "ns.t.test.", "NOERROR");
      add(primary, "a");
      command("zone", "refresh", "t.test.");
      await(secondary, "a.t.test.", "NOERROR");
      assertEquals(
          "zone t.test.: only its primaries change it: undo the change there",
          command("log", "revert", "t.test.", "2"));
      assertEquals("NOERROR", ask(secondary, "a.t.test.", "A").rcode());
    }
  }

  /** Both have serial 2, and the secondary's was made when it was a primary. */
  @Test
  void versionThatWasMadeHereIsReplaced() throws Exception {
    try (NameServer primary = primary(0)) {
      add(primary, "a");
      String file = Files.readString(folder.resolve("primary/t.zone"));
      Path place = Files.createDirectories(folder.resolve("secondary"));
      Files.writeString(place.resolve("t.zone"), file);
      String updatable = "file = \"t.zone\"\nallow-update = [\"127.0.0.0/8\"]\n";
      try (NameServer before = start(place, 0, updatable)) {
        add(before, "b");
      }
      try (NameServer secondary = secondary(primary)) {
        await(secondary, "a.t.test.", "NOERROR");
        assertEquals("NXDOMAIN", ask(secondary, "b.t.test.", "A").rcode());
        awaitStatus("serial 2, 4 records\n  current, ");
      }
    }
  }

  @Test
  void notifyIsTakenFromThePrimaryAlone() throws Exception {
    try (NameServer primary = primary(0);
        NameServer secondary = secondary(primary.addresses().getFirst(), "")) {
      // Without the key it gets no transfer, but it is a primary by its address.
      awaitStatus("REFUSED");
      assertTrue(command("zone", "status", "t.test.").startsWith("t.test. secondary, no data"));
      assertEquals(2, command("zone", "status", "json").lines().count());
      assertEquals("NOERROR", notify(secondary, notification("t.test.")));
      assertEquals("NOTAUTH", notify(secondary, notification("other.test.")));
      assertEquals("REFUSED", notify(secondary, notification("alias.test.")));
      assertEquals("FORMERR", notify(secondary, QueryOctets.query("t.test.", "A").opcode(NOTIFY)));
      assertEquals("SERVFAIL", rcode(secondary));
    }
    try (NameServer primary = primary(0);
        NameServer secondary = secondary(primary)) {
      await(secondary, "ns.t.test.", "NOERROR");
      assertEquals("REFUSED", notify(secondary, notification("t.test.")));
    }
  }

  @Test
  void notifyBringsTheChange() throws Exception {
    String open = "file = \"t.zone\"\nallow-update = [\"127.0.0.0/8\"]\n";
    primary(0).close();
    try (NameServer primary =
            start(folder.resolve("primary"), 0, open + "allow-transfer = [\"127.0.0.0/8\"]\n");
        NameServer secondary = secondary(primary.addresses().getFirst(), "")) {
      await(secondary, "ns.t.test.", "NOERROR");
      for (int i = 0; i < 20; i++) {
        add(primary, "n" + i);
        QueryOctets notification = notification("t.test.");
        if (i % 2 == 0) {
          // RFC 1996 section 3.7: what these sections hold is ignored.
          notification.authority(UNUSED).additional(UNUSED).additional(UNUSED).additional(UNUSED);
        }
        assertEquals("NOERROR", notify(secondary, notification));
        await(secondary, "n" + i + ".t.test.", "NOERROR");
      }
    }
  }

  /** A port that nobody is given while the primary is away. */
  private static int portToComeBackTo() throws IOException {
    return LoopbackPort.draw("127.0.0.1").getPort();
  }

  /** Both have run; gives where the primary was. */
  private InetSocketAddress runAndStop() throws Exception {
    try (NameServer primary = primary(portToComeBackTo());
        NameServer secondary = secondary(primary)) {
      await(secondary, "ns.t.test.", "NOERROR");
      return primary.addresses().getFirst();
    }
  }

  @Test
  void aRestartServesWhatWasTransferredBefore() throws Exception {
    InetSocketAddress gone = runAndStop();
    String times = Files.readString(folder.resolve("secondary/data/refresh-times"));
    assertTrue(times.matches("nomen refresh times 1\n\\d+ t\\.test\\.\n"), times);
    try (NameServer secondary = secondary(gone, " key:xfr.example.")) {
      assertEquals("NOERROR", rcode(secondary));
      awaitStatus("; 127.0.0.1:" + gone.getPort() + " key:xfr.example.: ");
      assertEquals("NOERROR", rcode(secondary));
    }
  }

  @Test
  void anOldZoneIsNotServedAfterARestart() throws Exception {
    InetSocketAddress gone = runAndStop();
    Files.writeString(
        folder.resolve("secondary/data/refresh-times"), "nomen refresh times 1\n1000 t.test.\n");
    try (NameServer secondary = secondary(gone, " key:xfr.example.")) {
      assertEquals("SERVFAIL", rcode(secondary), "from the first answer on");
      awaitStatus("expired, primary");
      assertEquals("SERVFAIL", rcode(secondary));
      assertTrue(secondary.report("x", Duration.ZERO).contains("expired at serial 1:"));
      assertTrue(command("zone", "status", "t.test.").startsWith("t.test. secondary, not served"));
      assertTrue(command("zone", "status", "json").contains("\"served\":false,\"serial\":1,"));
    }
  }

  @Test
  void withoutTheTimesItCountsFromTheStart() throws Exception {
    InetSocketAddress gone = runAndStop();
    Files.writeString(folder.resolve("secondary/data/refresh-times"), "nonsense");
    try (NameServer secondary = secondary(gone, " key:xfr.example.")) {
      awaitStatus("expires in 23 h");
      assertEquals("NOERROR", rcode(secondary));
    }
  }

  @Test
  void aZoneExpiresAndComesBack() throws Exception {
    timers = "2 1 3";
    int port = portToComeBackTo();
    NameServer secondary;
    try (NameServer primary = primary(port)) {
      secondary = secondary(primary);
      await(secondary, "ns.t.test.", "NOERROR");
    }
    try (secondary) {
      await(secondary, "ns.t.test.", "SERVFAIL");
      try (DnsClient client = client(secondary)) {
        assertEquals("SERVFAIL", client.askOverTcp(QueryOctets.query("t.test.", "AXFR")).rcode());
      }
      Reply alias = ask(secondary, "to.alias.test.", "A");
      assertEquals("NOERROR", alias.rcode());
      assertEquals(1, alias.answer().size(), "nothing leads into an expired zone");
      awaitStatus("  expired, primary 127.0.0.1:");
      try (NameServer primary = primary(port)) {
        await(secondary, "ns.t.test.", "NOERROR");
        // It expires again, for a moment, if this machine stands still for a second or two.
        while (ask(secondary, "to.alias.test.", "A").answer().size() < 2) {
          Thread.onSpinWait();
        }
        assertEquals(0, primary.faults());
      }
    }
  }
}
