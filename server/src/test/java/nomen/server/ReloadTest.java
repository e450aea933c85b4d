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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nomen.server.config.ConfigurationReader;
import nomen.server.control.ControlClient;
import nomen.server.control.ControlException;
import nomen.server.transport.TransportClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/** What a running server makes of a configuration that was changed. */
@Timeout(120)
class ReloadTest {
  private static final String OLD_SECRET = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
  private static final String NEW_SECRET = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";

  @TempDir private Path folder;
  private @Nullable NameServer server;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<String> errors = new ArrayList<>();

  /** A zone's table, with its file. */
  private String zone(String apex, String... settings) throws IOException {
    Files.writeString(
        folder.resolve(apex + "zone"),
        """
        $ORIGIN %s
        $TTL 60
        @ SOA ns host 1 1 2 3 4
        @ NS ns
        ns A 192.0.2.1
        """
            .formatted(apex));
    return """
    [[zone]]
    name = "%s"
    file = "%szone"
    %s
    """
        .formatted(apex, apex, String.join("\n", settings));
  }

  private static String key(String secret) {
    return """
    [[key]]
    name = "k."
    algorithm = "hmac-sha256"
    secret = "%s"
    """
        .formatted(secret);
  }

  private void configure(String place, String... tables) throws IOException {
    Files.writeString(
        folder.resolve("nomen.toml"),
        """
        [server]
        listen = ["127.0.0.1:0"]
        event-loops = 1
        %s
        [storage]
        segment-size = "64KiB"
        """
                .formatted(place)
            + String.join("", tables));
  }

  private void configure(List<String> tables) throws IOException {
    configure("data-dir = \"data\"", tables.toArray(String[]::new));
  }

  private NameServer start() throws Exception {
    Path file = folder.resolve("nomen.toml");
    NameServer started =
        NameServer.start(
            ConfigurationReader.read(file),
            () -> ConfigurationReader.read(file),
            TransportClock.SYSTEM,
            new Random(1),
            new PrintWriter(Writer.nullWriter()),
            false);
    server = started;
    return started;
  }

  @AfterEach
  void stop() {
    if (server != null) {
      assertEquals(0, server.faults());
      server.close();
      server = null;
    }
  }

  private SimpleResolver resolver() {
    SimpleResolver resolver =
        new SimpleResolver(Objects.requireNonNull(server).addresses().getFirst());
    resolver.setTimeout(Duration.ofSeconds(20));
    return resolver;
  }

  private String ask(String name) throws IOException {
    Message answer =
        resolver()
            .send(
                Message.newQuery(
                    Record.newRecord(new org.xbill.DNS.Name(name), Type.A, DClass.IN)));
    return Rcode.string(answer.getRcode())
        + answer.getSection(Section.ANSWER).stream()
            .map(record -> " " + record.rdataToString())
            .reduce("", String::concat);
  }

  private String add(String zone, String owner, @Nullable TSIG key) throws IOException {
    Update update = new Update(new org.xbill.DNS.Name(zone));
    update.add(new org.xbill.DNS.Name(owner), Type.A, 60, "192.0.2.9");
    SimpleResolver resolver = resolver();
    if (key != null) {
      resolver.setTSIGKey(key);
    }
    return Rcode.string(resolver.send(update).getRcode());
  }

  private static TSIG signer(String secret) {
    return new TSIG(TSIG.HMAC_SHA256, "k.", secret);
  }

  private int reload(String... zone) throws ControlException {
    out.reset();
    errors.clear();
    List<String> words = new ArrayList<>(List.of("reload"));
    words.addAll(List.of(zone));
    return new ControlClient(folder.resolve("data/control.sock")).ask(words, out, errors::add);
  }

  private List<String> lines() {
    return out.toString(UTF_8).lines().toList();
  }

  @Test
  void aZoneThatIsAddedIsServed() throws Exception {
    String one = zone("one.test.");
    configure(List.of(one));
    start();
    assertEquals("REFUSED", ask("ns.two.test."));
    configure(List.of(one, zone("two.test.", "allow-update = [\"127.0.0.0/8\"]")));
    assertEquals(0, reload(), errors.toString());
    assertEquals(
        List.of(
            "zone two.test.: added",
            "zone one.test.: file unchanged, serial 1",
            "zone two.test.: taken from its file, serial 1"),
        lines());
    assertEquals("NOERROR 192.0.2.1", ask("ns.two.test."));
    assertEquals("NOERROR", add("two.test.", "a.two.test.", null));
    assertEquals("NOERROR 192.0.2.9", ask("a.two.test."));
    stop();
    start();
    assertEquals("NOERROR 192.0.2.9", ask("a.two.test."));
  }

  @Test
  void aZoneThatIsRemovedIsKeptAndComesBackAsItWas() throws Exception {
    String one = zone("one.test.");
    String two = zone("two.test.", "allow-update = [\"127.0.0.0/8\"]");
    configure(List.of(one, two));
    start();
    assertEquals("NOERROR", add("two.test.", "a.two.test.", null));
    configure(List.of(one));
    assertEquals(0, reload(), errors.toString());
    assertEquals("zone two.test.: removed; the data directory keeps it", lines().getFirst());
    assertEquals("REFUSED", ask("a.two.test."));
    assertEquals("NOTAUTH", add("two.test.", "b.two.test.", null));
    stop();
    NameServer again = start();
    assertTrue(
        again.report("x", Duration.ZERO).contains("two.test. is in the data directory"),
        again.report("x", Duration.ZERO));
    assertEquals("REFUSED", ask("a.two.test."));
    configure(List.of(one, two));
    assertEquals(0, reload(), errors.toString());
    assertEquals("NOERROR 192.0.2.9", ask("a.two.test."));
    assertEquals("NOERROR", add("two.test.", "c.two.test.", null));
    stop();
    start();
    assertEquals("NOERROR 192.0.2.9", ask("c.two.test."));
  }

  @Test
  void pipeInPlaceOfAZoneFileHoldsNothingUp() throws Exception {
    configure(List.of(zone("one.test."), zone("two.test.")));
    start();
    Path file = folder.resolve("two.test.zone");
    Files.delete(file);
    assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
    assertEquals(1, reload());
    assertTrue(
        lines().contains("zone two.test.: its file has errors; it is served as it was, serial 1"),
        lines().toString());
    assertTrue(errors.toString().contains("not a regular file"), errors + " " + lines());
    assertEquals("NOERROR 192.0.2.1", ask("ns.two.test."));
    assertEquals("NOERROR 192.0.2.1", ask("ns.one.test."));
  }

  @Test
  void whoMayDoWhatChangesAtOnce() throws Exception {
    configure(List.of(zone("one.test.")));
    start();
    assertEquals("REFUSED", add("one.test.", "a.one.test.", null));
    configure(
        List.of(
            zone(
                "one.test.",
                "allow-query = [\"192.0.2.0/24\"]",
                "allow-update = [\"127.0.0.0/8\"]")));
    assertEquals(0, reload(), errors.toString());
    assertEquals("zone one.test.: changed: allow-query, allow-update", lines().getFirst());
    assertEquals("REFUSED", ask("ns.one.test."));
    assertEquals("NOERROR", add("one.test.", "a.one.test.", null));
  }

  @Test
  void aKeyIsRotated() throws Exception {
    String zone = zone("one.test.", "allow-update = [\"key:k.\"]");
    configure(List.of(key(OLD_SECRET), zone));
    start();
    assertEquals("NOERROR", add("one.test.", "a.one.test.", signer(OLD_SECRET)));
    configure(List.of(key(NEW_SECRET), zone));
    assertEquals(0, reload(), errors.toString());
    assertEquals("key k.: changed", lines().getFirst());
    assertEquals("NOERROR", add("one.test.", "b.one.test.", signer(NEW_SECRET)));
    assertEquals("NOTAUTH", add("one.test.", "c.one.test.", signer(OLD_SECRET)));
    assertEquals("NXDOMAIN", ask("c.one.test."));
  }

  @Test
  void aKeyFileThatChangedCounts() throws Exception {
    String zone = zone("one.test.", "allow-update = [\"key:k.\"]");
    Path keys = Files.writeString(folder.resolve("keys.toml"), key(OLD_SECRET));
    configure("data-dir = \"data\"\nkey-files = [\"keys.toml\"]", zone);
    start();
    Files.writeString(keys, key(NEW_SECRET));
    assertEquals(0, reload(), errors.toString());
    assertEquals("key k.: changed", lines().getFirst());
    assertEquals("NOERROR", add("one.test.", "b.one.test.", signer(NEW_SECRET)));
  }

  @Test
  void errorsLeaveAllAsItIsAndAreAllSaid() throws Exception {
    String one = zone("one.test.");
    configure(List.of(one));
    start();
    Files.writeString(
        folder.resolve("one.test.zone"), "one.test. 60 SOA ns host 2 1 2 3 4\none.test. 60 NS ns");
    configure(
        List.of(one.replace("name =", "nam ="), zone("two.test.", "allow-query = [\"nobody\"]")));
    assertEquals(1, reload());
    assertEquals(List.of(), lines());
    assertEquals(4, errors.size(), errors.toString());
    assertTrue(errors.get(1).contains("nomen.toml:8:1: error: zone[1].nam: is not known"));
    assertTrue(errors.get(2).contains("zone[2].allow-query[1]: \"nobody\" is not"));
    assertEquals("the configuration was not taken: nothing has changed", errors.getLast());
    assertEquals("REFUSED", ask("ns.two.test."));
    assertEquals("NOERROR 192.0.2.1", ask("ns.one.test."));
  }

  @Test
  void dryRunNamesWhatWouldChange() throws Exception {
    configure(List.of(zone("one.test.")));
    start();
    String bad = zone("bad.test.");
    Files.writeString(folder.resolve("bad.test.zone"), "@ 60 SOA x\n");
    configure(List.of(zone("two.test."), bad));
    assertEquals(1, reload("--dry-run"));
    assertEquals(
        List.of(
            "zone two.test.: added",
            "zone bad.test.: added",
            "zone one.test.: removed; the data directory keeps it",
            "zone two.test.: would be loaded from its file, serial 1",
            "zone bad.test.: not taken from its file; it is NOT served",
            "dry run: nothing has changed"),
        lines());
    assertTrue(errors.getFirst().contains("bad.test.zone:1:"), errors.toString());
    assertEquals("REFUSED", ask("ns.two.test."));
    configure("listen = 5");
    assertEquals(1, reload("--dry-run"));
    assertEquals("the configuration would not be taken", errors.getLast());
  }

  @Test
  void dryRunWithoutDataDirectoryTakesNoFile() throws Exception {
    configure("control = \"data/control.sock\"", zone("one.test."));
    start();
    Files.writeString(
        folder.resolve("one.test.zone"),
        "$TTL 60\n@ SOA ns host 2 1 2 3 4\n@ NS ns\nns A 192.0.2.2\n");
    assertEquals(0, reload("--dry-run"), errors.toString());
    assertEquals("zone one.test.: would be loaded from its file, serial 2", lines().getFirst());
    assertEquals("NOERROR 192.0.2.1", ask("ns.one.test."));
    assertEquals(0, reload(), errors.toString());
    assertEquals("NOERROR 192.0.2.2", ask("ns.one.test."));
  }

  @Test
  void whatOnlyAStartCanChangeIsNamed() throws Exception {
    String one = zone("one.test.");
    configure(List.of(one));
    start();
    configure("data-dir = \"data\"\nnsid = \"x\"", "[udp]\nmax-payload = 1400\n", one);
    assertEquals(0, reload(), errors.toString());
    assertEquals(
        List.of(
            "server.nsid: takes effect at the next start",
            "udp.max-payload: takes effect at the next start",
            "zone one.test.: file unchanged, serial 1"),
        lines());
    assertEquals(0, reload(), errors.toString());
    assertEquals(3, lines().size(), "until then it is said again");
  }

  @Test
  void oneZoneIsReloadedWithoutTheConfiguration() throws Exception {
    configure(List.of(zone("one.test.")));
    start();
    configure(List.of());
    assertEquals(0, reload("one.test."), errors.toString());
    assertEquals(List.of("zone one.test.: file unchanged, serial 1"), lines());
    assertEquals(1, reload("two.test."));
    assertEquals(
        "zone two.test. is not served; nomen reload, without a zone, reads the configuration",
        errors.getFirst());
  }

  @Test
  void aServerWithoutDataDirectoryReloadsToo() throws Exception {
    String one = zone("one.test.");
    configure("", one);
    NameServer now = start();
    configure("", zone("two.test."));
    now.reload();
    assertEquals("REFUSED", ask("ns.one.test."));
    assertEquals("NOERROR 192.0.2.1", ask("ns.two.test."));
    configure("data-dir = \"data\"", one);
    now.reload();
    assertEquals("REFUSED", ask("ns.one.test."), "a data directory needs a start");
    assertEquals("NOERROR 192.0.2.1", ask("ns.two.test."));
  }

  @Test
  void reloadsAtATimeEndWithTheConfigurationOfTheLast() throws Exception {
    String one = zone("one.test.", "allow-update = [\"127.0.0.0/8\"]");
    configure(List.of(one));
    NameServer now = start();
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      for (int round = 0; round < 10; round++) {
        configure(round % 2 == 0 ? List.of(one, zone("two.test.")) : List.of(one));
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
          running.add(threads.submit(now::reload));
        }
        assertEquals("NOERROR", add("one.test.", "n" + round + ".one.test.", null));
        for (Future<?> one1 : running) {
          one1.get();
        }
        String expected = round % 2 == 0 ? "NOERROR 192.0.2.1" : "REFUSED";
        assertEquals(expected, ask("ns.two.test."), "round " + round);
      }
    }
  }
}
