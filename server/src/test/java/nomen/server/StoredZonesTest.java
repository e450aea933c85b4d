package nomen.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nomen.server.config.ConfigurationReader;
import nomen.server.control.ControlClient;
import nomen.server.control.ControlException;
import nomen.server.history.LogFilter;
import nomen.server.transport.TransportClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/** A server with a data directory: what its zones become over restarts, reloads and commands. */
@Timeout(120)
class StoredZonesTest {
  @TempDir private Path folder;
  private @Nullable NameServer server;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<String> errors = new ArrayList<>();

  @BeforeEach
  void writeZone() throws IOException {
    zone(1, "www A 192.0.2.2");
  }

  private void zone(int serial, String... lines) throws IOException {
    String head =
        """
        $ORIGIN t.test.
        $TTL 60
        @ SOA ns host %d 1 2 3 4
        @ NS ns
        ns A 192.0.2.1
        """
            .formatted(serial);
    Files.writeString(folder.resolve("t.zone"), head + String.join("\n", lines) + "\n");
  }

  private NameServer start() throws Exception {
    server =
        serve(
            """
            [server]
            listen = ["127.0.0.1:0"]
            event-loops = 1
            data-dir = "data"
            [metrics]
            listen = "127.0.0.1:0"
            [storage]
            segment-size = "64KiB"
            [[zone]]
            name = "t.test."
            file = "t.zone"
            allow-update = ["127.0.0.0/8"]
            """);
    return running();
  }

  private NameServer serve(String configuration) throws Exception {
    return NameServer.start(
        ConfigurationReader.read(configuration, "nomen.toml", folder),
        TransportClock.SYSTEM,
        new Random(1),
        new PrintWriter(Writer.nullWriter()),
        false);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      assertEquals(0, server.faults());
      server.close();
      server = null;
    }
  }

  private SimpleResolver resolver() throws IOException {
    SimpleResolver resolver = new SimpleResolver(running().addresses().getFirst());
    resolver.setTimeout(Duration.ofSeconds(20));
    return resolver;
  }

  private NameServer running() {
    NameServer now = server;
    if (now == null) {
      throw new AssertionError("no server runs");
    }
    return now;
  }

  private String add(String owner, String address) throws IOException {
    Update update = new Update(new org.xbill.DNS.Name("t.test."));
    update.add(new org.xbill.DNS.Name(owner), Type.A, 60, address);
    return Rcode.string(resolver().send(update).getRcode());
  }

  /** The addresses of a name, in order. */
  private String addresses(String owner) throws IOException {
    Message answer =
        resolver()
            .send(
                Message.newQuery(
                    Record.newRecord(new org.xbill.DNS.Name(owner), Type.A, DClass.IN)));
    return answer.getSection(Section.ANSWER).stream()
        .map(Record::rdataToString)
        .sorted()
        .toList()
        .toString();
  }

  private int ask(String... words) throws ControlException {
    out.reset();
    errors.clear();
    return new ControlClient(folder.resolve("data/control.sock"))
        .ask(List.of(words), out, errors::add);
  }

  private String list() throws ControlException {
    List<String> words = new ArrayList<>(List.of("log", "list", "t.test."));
    words.addAll(new LogFilter(0, null, null, 100).words());
    assertEquals(0, ask(words.toArray(String[]::new)), errors.toString());
    return out.toString(UTF_8);
  }

  @Test
  void updatesOutliveTheServerAndStandInTheHistory() throws Exception {
    start();
    assertEquals("NOERROR", add("a.t.test.", "192.0.2.7"));
    assertEquals("[192.0.2.7]", addresses("a.t.test."));
    stop();
    NameServer again = start();
    assertEquals("[192.0.2.7]", addresses("a.t.test."));
    assertEquals("[192.0.2.2]", addresses("www.t.test."));
    assertTrue(
        again.report("x", Duration.ZERO).contains("zone t.test.: serial 2, 5 records"),
        again.report("x", Duration.ZERO));
    String[] lines = list().split("\n", -1);
    assertEquals(3, lines.length, list());
    assertTrue(lines[0].endsWith(" loaded 1 zone-file"), lines[0]);
    assertTrue(lines[1].contains(" 1 -> 2 udp from=127.0.0.1:"), lines[1]);
    assertTrue(lines[1].endsWith("rule=\"allow-update 127.0.0.0/8\" +1 -0"), lines[1]);
  }

  @Test
  void aSecondServerIsRefusedTheDirectory() throws Exception {
    start();
    NameServer first = running();
    StartFailedException refused = assertThrows(StartFailedException.class, this::start);
    assertTrue(
        String.valueOf(refused.getMessage()).contains("data/lock: another process"),
        refused.getMessage());
    server = first;
    assertEquals("[192.0.2.2]", addresses("www.t.test."));
  }

  @Test
  void anEditedFileIsMergedOnReload() throws Exception {
    start();
    assertEquals("NOERROR", add("a.t.test.", "192.0.2.7"));
    zone(1, "www A 192.0.2.3", "new A 192.0.2.4");
    assertEquals(0, ask("reload"), errors.toString());
    assertEquals("zone t.test.: merged with its file, serial 3\n", out.toString(UTF_8));
    assertEquals("[192.0.2.3]", addresses("www.t.test."));
    assertEquals("[192.0.2.4]", addresses("new.t.test."));
    assertEquals("[192.0.2.7]", addresses("a.t.test."));
    assertEquals(0, ask("reload", "t.test."));
    assertEquals("zone t.test.: file unchanged, serial 3\n", out.toString(UTF_8));
    assertTrue(list().contains(" 2 -> 3 zone-file +2 -1\n"), list());
  }

  @Test
  void dryRunShowsTheMergeAndMakesNone() throws Exception {
    start();
    assertEquals("NOERROR", add("a.t.test.", "192.0.2.7"));
    zone(1, "www A 192.0.2.3", "new A 192.0.2.4");
    assertEquals(0, ask("reload", "--dry-run"), errors.toString());
    assertEquals(
        """
        zone t.test.: would be merged with its file
          - www.t.test. 60 IN A 192.0.2.2
          + new.t.test. 60 IN A 192.0.2.4
          + www.t.test. 60 IN A 192.0.2.3
        dry run: nothing has changed
        """,
        out.toString(UTF_8));
    assertEquals("[192.0.2.2]", addresses("www.t.test."));
    assertEquals("[]", addresses("new.t.test."));
    assertEquals(0, ask("reload"), errors.toString());
    assertEquals("zone t.test.: merged with its file, serial 3\n", out.toString(UTF_8));
    assertEquals(0, ask("reload", "--dry-run", "t.test."));
    String same = "zone t.test.: file unchanged, serial 3\ndry run: nothing has changed\n";
    assertEquals(same, out.toString(UTF_8));
  }

  @Test
  void aZoneWhoseBaseIsDamagedGetsAnotherFromItsFile() throws Exception {
    start();
    assertEquals("NOERROR", add("a.t.test.", "192.0.2.7"));
    Files.write(folder.resolve("data/base/00000000000000000001.img"), new byte[100]);
    zone(1, "www A 192.0.2.3");
    assertEquals(1, ask("reload"));
    assertTrue(errors.toString().contains("nomen zone write"), errors.toString());
    assertEquals("[192.0.2.2]", addresses("www.t.test."));
    assertEquals(0, ask("zone", "print", "t.test."), errors.toString());
    Files.write(folder.resolve("t.zone"), out.toByteArray());
    assertEquals(0, ask("reload"), errors.toString());
    assertEquals("zone t.test.: has all that its file says, serial 2\n", out.toString(UTF_8));
    zone(1, "www A 192.0.2.3", "a A 192.0.2.7");
    assertEquals(0, ask("reload"), errors.toString());
    assertEquals("[192.0.2.3]", addresses("www.t.test."));
    assertEquals("[192.0.2.7]", addresses("a.t.test."));
  }

  @Test
  void anEditIsMergedAtTheStartToo() throws Exception {
    start();
    assertEquals("NOERROR", add("a.t.test.", "192.0.2.7"));
    stop();
    zone(9, "www A 192.0.2.3");
    NameServer again = start();
    assertEquals("[192.0.2.3]", addresses("www.t.test."));
    assertEquals("[192.0.2.7]", addresses("a.t.test."));
    assertTrue(
        again.report("x", Duration.ZERO).contains("serial 9"), again.report("x", Duration.ZERO));
  }

  @Test
  void aFileWithErrorsTakesNothingDown() throws Exception {
    start();
    assertEquals("NOERROR", add("a.t.test.", "192.0.2.7"));
    zone(2, "www A 192.0.2.300");
    assertEquals(1, ask("reload"));
    assertEquals(
        "zone t.test.: its file has errors; it is served as it was, serial 2\n",
        out.toString(UTF_8));
    assertEquals(1, errors.size(), errors.toString());
    assertTrue(errors.getFirst().contains("t.zone:6:7: error: "), errors.getFirst());
    stop();
    NameServer again = start();
    assertEquals("[192.0.2.7]", addresses("a.t.test."));
    assertTrue(
        again.report("x", Duration.ZERO).contains("its file has errors, so it is served as it was"),
        again.report("x", Duration.ZERO));
  }

  @Test
  void aZoneSignedElsewhereIsChangedByASignedFileAlone() throws Exception {
    String[] signed = {
      "@ DNSKEY 257 3 13 AwEAAQ==",
      "@ RRSIG SOA 13 2 60 20300101000000 20200101000000 1 t.test. AwEAAQ==",
      "www A 192.0.2.3"
    };
    start();
    zone(1, signed);
    assertEquals(1, ask("reload"));
    assertTrue(errors.toString().contains("not newer than the zone's, 1"), errors.toString());
    zone(7, signed);
    assertEquals(0, ask("reload"), errors.toString());
    assertEquals("zone t.test.: merged with its file, serial 7\n", out.toString(UTF_8));
    assertEquals("SERVFAIL", add("a.t.test.", "192.0.2.7"));
    assertEquals(0, ask("log", "revert", "t.test.", "7"), errors.toString());
    assertEquals("[192.0.2.2]", addresses("www.t.test."));
    assertEquals(1, ask("log", "revert", "t.test.", "8"));
    assertTrue(errors.toString().contains("the zone would be signed"), errors.toString());
    assertEquals("NOERROR", add("a.t.test.", "192.0.2.7"));
  }

  @Test
  void aChangeIsUndoneByANewOne() throws Exception {
    start();
    assertEquals("NOERROR", add("a.t.test.", "192.0.2.7"));
    assertEquals("NOERROR", add("b.t.test.", "192.0.2.8"));
    assertEquals(0, ask("log", "revert", "t.test.", "2"), errors.toString());
    assertEquals("zone t.test.: undone by serial 4\n", out.toString(UTF_8));
    assertEquals("[]", addresses("a.t.test."));
    assertEquals("[192.0.2.8]", addresses("b.t.test."));
    assertTrue(list().contains(" 3 -> 4 control rule=\"user "), list());
    assertEquals(0, ask("log", "diff", "t.test.", "1", "4"));
    assertTrue(
        out.toString(UTF_8).endsWith("+ b.t.test. 60 IN A 192.0.2.8\n"), out.toString(UTF_8));
    assertEquals(1, ask("log", "revert", "t.test.", "77"));
  }

  @Test
  void theZoneIsExportedAsItIs() throws Exception {
    start();
    assertEquals("NOERROR", add("a.t.test.", "192.0.2.7"));
    assertEquals(0, ask("zone", "print", "t.test."));
    assertTrue(out.toString(UTF_8).contains("a.t.test. 60 IN A 192.0.2.7\n"), out.toString(UTF_8));
    assertEquals(1, ask("zone", "print", "other.test."));
  }

  @Test
  void metricsTellOfUpdatesBySocketAndByHttp() throws Exception {
    NameServer now = start();
    assertEquals("NOERROR", add("a.t.test.", "192.0.2.7"));
    assertEquals(0, ask("metrics"));
    String text = out.toString(UTF_8);
    assertTrue(text.contains("nomen_writer_events_total{event=\"changed\"} 1.0\n"), text);
    assertTrue(text.contains("nomen_writer_failed 0.0\n"), text);
    assertTrue(text.contains("nomen_requests_total{opcode=\"UPDATE\"} 1.0\n"), text);
    URI uri = URI.create("http://127.0.0.1:" + now.metricsPort().orElseThrow() + "/metrics");
    try (InputStream body = uri.toURL().openStream()) {
      String served = new String(body.readAllBytes(), UTF_8);
      assertTrue(served.contains("nomen_zone_serial{zone=\"t.test.\"} 2.0"), served);
    }
  }

  @Test
  void aZoneThatIsNoLongerConfiguredIsKept() throws Exception {
    start();
    assertEquals("NOERROR", add("a.t.test.", "192.0.2.7"));
    stop();
    try (NameServer without =
        serve("[server]\nlisten = [\"127.0.0.1:0\"]\ndata-dir = \"data\"\n")) {
      String report = without.report("x", Duration.ZERO);
      assertTrue(
          report.contains("zone t.test. is in the data directory, but not configured"), report);
    }
    start();
    assertEquals("[192.0.2.7]", addresses("a.t.test."));
  }

  @Test
  void missingFileTakesNoZoneDownThatTheDataDirectoryHas() throws Exception {
    start();
    assertEquals("NOERROR", add("a.t.test.", "192.0.2.7"));
    stop();
    Files.delete(folder.resolve("t.zone"));
    start();
    assertEquals("[192.0.2.7]", addresses("a.t.test."));
    assertEquals("NOERROR", add("b.t.test.", "192.0.2.8"));
    assertEquals(1, ask("reload"));
    assertTrue(out.toString(UTF_8).contains("served as it was"), out.toString(UTF_8));
  }

  @Test
  void fileThatWasMovedWithItsContentIsNotMergedAgain() throws Exception {
    start();
    stop();
    Path moved = Files.createDirectory(folder.resolve("moved"));
    for (String name : new String[] {"data", "t.zone"}) {
      Files.move(folder.resolve(name), moved.resolve(name));
    }
    folder = moved;
    start();
    assertEquals(0, ask("reload"), errors.toString());
    assertEquals("zone t.test.: file unchanged, serial 1\n", out.toString(UTF_8));
    assertEquals(1, list().lines().count(), list());
  }

  @Test
  void fileThatSaysWhatTheZoneHasLeavesNoLineInTheHistory() throws Exception {
    start();
    assertEquals("NOERROR", add("a.t.test.", "192.0.2.7"));
    assertEquals(0, ask("zone", "print", "t.test."), errors.toString());
    Files.write(folder.resolve("t.zone"), out.toByteArray());
    long lines = list().lines().count();
    assertEquals(0, ask("reload"), errors.toString());
    assertTrue(out.toString(UTF_8).contains("has all that its file says"), out.toString(UTF_8));
    assertEquals(lines, list().lines().count(), list());
  }

  @Test
  void zoneThatIsConfiguredIsNotErased() throws Exception {
    start();
    assertEquals(1, ask("zone", "erase", "t.test."));
    assertEquals(1, ask("zone", "erase", "other.test."));
    assertEquals(List.of("zone other.test.: is not in the data directory"), errors);
    assertEquals(0, ask("zone", "names"));
    assertEquals("t.test.\n", out.toString(UTF_8));
  }
}
