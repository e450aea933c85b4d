package nomen.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.QueryOctets;
import nomen.server.config.ConfigurationReader;
import nomen.server.control.ControlClient;
import nomen.server.logging.CapturedLog;
import nomen.server.logging.LogCategory;
import nomen.server.logging.LogLevel;
import nomen.server.logging.ServerLog;
import nomen.server.transport.TransportClock;
import nomen.store.logging.LimitedLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;

/** What an operator reads in the log of a running server. */
@Timeout(120)
class LogLinesTest {
  private static final String SECRET = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
  private static final String OTHER = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";

  @TempDir private Path folder;
  private final CapturedLog log = CapturedLog.start();
  private NameServer server;
  private DnsClient client;

  private void configure(String more) throws Exception {
    Files.writeString(
        folder.resolve("nomen.toml"),
        """
        [server]
        listen = ["127.0.0.1:0"]
        event-loops = 1
        data-dir = "data"
        [storage]
        segment-size = "64KiB"
        [[key]]
        name = "k."
        algorithm = "hmac-sha256"
        secret = "%s"
        [[zone]]
        name = "t.test."
        file = "t.zone"
        allow-query = ["192.0.2.0/24", "key:k."]
        """
                .formatted(SECRET)
            + more);
  }

  @BeforeEach
  void start() throws Exception {
    Files.writeString(
        folder.resolve("t.zone"), "$TTL 60\n@ SOA ns host 1 1 2 3 4\n@ NS ns\nns A 192.0.2.1\n");
    configure("");
    Path file = folder.resolve("nomen.toml");
    server =
        NameServer.start(
            ConfigurationReader.read(file),
            () -> ConfigurationReader.read(file),
            TransportClock.SYSTEM,
            new Random(1),
            new PrintWriter(Writer.nullWriter()),
            false);
    client = new DnsClient(server.addresses().getFirst(), Duration.ofSeconds(20));
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
    log.close();
  }

  private int ask(String... words) throws Exception {
    return new ControlClient(folder.resolve("data/control.sock"))
        .ask(List.of(words), new ByteArrayOutputStream(), line -> {});
  }

  private void askSigned(String key, String secret) throws Exception {
    SimpleResolver resolver = new SimpleResolver(server.addresses().getFirst());
    resolver.setTSIGKey(new TSIG(TSIG.HMAC_SHA256, key, secret));
    resolver.setTimeout(Duration.ofSeconds(20));
    resolver.send(
        Message.newQuery(Record.newRecord(Name.fromString("ns.t.test."), Type.A, DClass.IN)));
  }

  /** The line without the client's port. */
  private static String withoutPort(String line) {
    return line.replaceAll("client=127.0.0.1:[0-9]+", "client=C");
  }

  @Test
  void aStartNamesZonesAndAddresses() {
    server.logStart(Duration.ofMillis(1234));
    assertEquals(
        List.of("info zone: zone is served zone=t.test. serial=1 records=3"),
        log.lines(LogCategory.ZONE, "zone is served"));
    assertEquals(
        List.of(
            "info server: listening for UDP and TCP address=127.0.0.1:"
                + server.addresses().getFirst().getPort()),
        log.lines(LogCategory.SERVER, "listening for UDP and TCP").stream()
            .map(line -> line.replaceAll(" transport=.*", ""))
            .toList());
    assertEquals(
        List.of("info server: server is ready zones=1 not_served=0 records=3 seconds=1.23"),
        log.lines(LogCategory.SERVER, "server is ready"));
  }

  @Test
  void aWrongSignatureIsTold() throws Exception {
    askSigned("k.", OTHER);
    assertEquals(
        "info client: request is badly signed client=C transport=UDP key=k."
            + " algorithm=hmac-sha256. error=BADSIG opcode=QUERY name=ns.t.test. type=A",
        withoutPort(log.await("badly signed")));
  }

  @Test
  void anUnknownKeyIsTold() throws Exception {
    askSigned("stranger.", SECRET);
    assertTrue(log.await("badly signed").contains(" key=stranger. "), log.lines().toString());
    assertTrue(log.await("badly signed").contains(" error=BADKEY "), log.lines().toString());
  }

  @Test
  void aGoodSignatureIsNotTold() throws Exception {
    askSigned("k.", SECRET);
    assertTrue(log.lines().stream().noneMatch(line -> line.contains("client:")));
  }

  @Test
  void refusedQueriesAreToldAtLevelDebugOnly() throws Exception {
    assertEquals("REFUSED", client.ask(QueryOctets.query("ns.t.test.", "A")).rcode());
    assertEquals(List.of(), log.lines(LogCategory.CLIENT, "query refused"));
    assertEquals(0, ask("log-level", "client", "debug"));
    assertEquals("REFUSED", client.ask(QueryOctets.query("ns.t.test.", "A")).rcode());
    assertEquals("REFUSED", client.ask(QueryOctets.query("\u001b[2J.other.", "A")).rcode());
    assertEquals(
        List.of(
            "debug client: query refused client=C transport=UDP name=ns.t.test. type=A"
                + " reason=\"allow-query of the zone\"",
            "debug client: query refused client=C transport=UDP name=\\027[2J.other. type=A"
                + " reason=\"no zone of this server encloses the name\""),
        log.lines(LogCategory.CLIENT, "query refused").stream()
            .map(LogLinesTest::withoutPort)
            .toList());
  }

  @Test
  void aFloodIsCounted() throws Exception {
    ServerLog.setLevel(LogCategory.CLIENT, LogLevel.DEBUG);
    for (int i = 0; i < 200; i++) {
      client.ask(QueryOctets.query("ns.t.test.", "A"));
    }
    LimitedLine.startNewSecond();
    client.ask(QueryOctets.query("ns.t.test.", "A"));
    List<String> lines = log.lines(LogCategory.CLIENT, "query refused");
    assertTrue(lines.size() < 100, () -> lines.size() + " lines");
    assertTrue(lines.getLast().contains(" suppressed="), lines.getLast());
  }

  @Test
  void malformedRequestsAreTold() throws Exception {
    ServerLog.setLevel(LogCategory.CLIENT, LogLevel.DEBUG);
    assertEquals("FORMERR", client.ask(QueryOctets.query("t.test.", "A").claim(1, 7)).rcode());
    String line = log.await("request is malformed");
    assertTrue(line.endsWith(" opcode=QUERY rcode=FORMERR"), line);
  }

  @Test
  void aReloadByCommandSaysWhoAndWhat() throws Exception {
    String user = Files.getOwner(folder).getName();
    assertEquals(0, ask("reload"));
    assertEquals(
        List.of("info control: control request user=" + user + " command=reload"),
        log.lines(LogCategory.CONTROL, "control request"));
    assertEquals(
        List.of("info config: reload begins by=\"user " + user + "\""),
        log.lines(LogCategory.CONFIG, "reload begins"));
    assertEquals(
        List.of("info config: reload is done by=\"user " + user + "\" zones=1 failed=0"),
        log.lines(LogCategory.CONFIG, "reload is done"));
  }

  @Test
  void aReloadThatFailsIsInTheLog() throws Exception {
    configure("colour = 1\n");
    server.reload();
    String error = log.await("configuration has an error");
    assertTrue(error.startsWith("error config: "), error);
    assertTrue(error.contains("colour: is not known"), error);
    assertEquals(
        "error config: reload failed, nothing has changed by=\"signal HUP\" zones=0 failed=0",
        log.await("reload failed"));
  }

  @Test
  void aReloadTakesLevelsIn() throws Exception {
    assertEquals(0, ask("log-level", "all", "error"));
    assertEquals(LogLevel.ERROR, ServerLog.level(LogCategory.NOTIFY));
    configure("[log.levels]\nnotify = \"debug\"\n");
    server.reload();
    assertEquals(LogLevel.DEBUG, ServerLog.level(LogCategory.NOTIFY));
    assertEquals(LogLevel.INFO, ServerLog.level(LogCategory.UPDATE));
  }

  @Test
  void levelsAreShownByCommand() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ControlClient control = new ControlClient(folder.resolve("data/control.sock"));
    assertEquals(0, control.ask(List.of("log-level", "zone"), out, AssertionError::new));
    assertEquals("zone info\n", out.toString(UTF_8));
    assertEquals(1, ask("log-level", "zones"));
    assertEquals(1, ask("log-level", "zone", "loud"));
  }

  @Test
  void aChangedZoneFileIsTold() throws Exception {
    Files.writeString(
        folder.resolve("t.zone"), "$TTL 60\n@ SOA ns host 2 1 2 3 4\n@ NS ns\nns A 192.0.2.2\n");
    assertEquals(0, ask("reload", "t.test."));
    assertEquals(
        "info zone: zone was merged with its file zone=t.test. serial=2",
        log.await("merged with its file"));
  }

  @Test
  void aZoneThatGoesIsTold() throws Exception {
    Path file = folder.resolve("nomen.toml");
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.indexOf("[[zone]]")));
    server.reload();
    assertEquals(
        "info zone: zone is withdrawn, the data directory keeps it zone=t.test.",
        log.await("zone is withdrawn"));
    assertFalse(log.lines().isEmpty());
  }
}
