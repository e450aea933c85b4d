package nomen.server.transfer.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.Reply;
import nomen.conformance.client.UpdateOctets;
import nomen.server.NameServer;
import nomen.server.config.ConfigurationReader;
import nomen.server.control.ControlClient;
import nomen.server.transport.TransportClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;

/** A whole server and secondaries that do what the test says, over real sockets. */
@Timeout(60)
class FollowingTest {
  private static final int EXTENDED_ERROR = 15;
  private static final String SECRET = "c2VjcmV0IG9mIGEgdGVzdA==";

  @TempDir private Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      if (one instanceof NameServer server) {
        assertEquals(0, server.faults());
      }
      one.close();
    }
  }

  private ScriptedSecondary secondary(String host) throws IOException {
    return secondary(host, null);
  }

  private ScriptedSecondary secondary(String host, @Nullable TSIG key) throws IOException {
    ScriptedSecondary secondary = new ScriptedSecondary(host, key);
    open.add(secondary);
    return secondary;
  }

  private static TSIG key() throws IOException {
    return new TSIG(
        new org.xbill.DNS.Name("hmac-sha256."),
        new org.xbill.DNS.Name("xfr."),
        java.util.Base64.getDecoder().decode(SECRET));
  }

  /** Serves t.test. with these settings, at 127.0.0.1. */
  private NameServer serve(String zoneSettings) throws Exception {
    Files.writeString(
        folder.resolve("t.zone"),
        """
        $ORIGIN t.test.
        $TTL 60
        @ SOA ns host 100 3600 600 86400 60
        @ NS ns
        ns A 192.0.2.1
        """);
    Path file =
        Files.writeString(
            folder.resolve("nomen.toml"),
            """
            [server]
            listen = ["127.0.0.1:0"]
            event-loops = 1
            data-dir = "data"
            [[key]]
            name = "xfr."
            algorithm = "hmac-sha256"
            secret = "%s"
            [[zone]]
            name = "t.test."
            file = "t.zone"
            allow-update = ["127.0.0.0/8"]
            allow-transfer = ["127.0.0.0/8"]
            %s
            """
                .formatted(SECRET, zoneSettings));
    NameServer server =
        NameServer.start(
            ConfigurationReader.read(file),
            TransportClock.SYSTEM,
            new Random(3),
            new PrintWriter(Writer.nullWriter()),
            false);
    open.add(server);
    return server;
  }

  private DnsClient client(NameServer server) throws IOException {
    DnsClient client = new DnsClient(server.addresses().getFirst(), Duration.ofSeconds(20));
    open.add(client);
    return client;
  }

  private static byte[] add(int host) {
    return UpdateOctets.of("t.test.")
        .add("h" + host, 60, "A", "192.0.2." + host)
        .edns(1232)
        .octets();
  }

  private static String errorText(Reply reply) {
    return reply
        .option(EXTENDED_ERROR)
        .map(data -> new String(data, 2, data.length - 2, StandardCharsets.UTF_8))
        .orElse("");
  }

  /** That the update which was sent last has no answer yet, though its data can be seen. */
  private static void assertHeldBack(DnsClient client, int host) throws IOException {
    byte[] query = QueryOctets.query("h" + host + ".t.test.", "A").octets();
    client.send(query);
    byte[] first = client.receive();
    assertEquals(
        query[0] << 8 | query[1] & 0xff, first[0] << 8 | first[1] & 0xff, "the query's ID");
    assertEquals(1, new Reply(first).answer().size());
  }

  private String status() throws Exception {
    return control("zone", "status", "t.test.");
  }

  /** A transfer is known of a moment after its last octet has been taken. */
  private void awaitStatus(String text) throws Exception {
    while (!status().contains(text)) {
      Thread.onSpinWait();
    }
  }

  private String control(String... words) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Path socket = folder.resolve("data").resolve("control.sock");
    assertEquals(0, new ControlClient(socket).ask(List.of(words), out, error -> {}));
    return out.toString(StandardCharsets.UTF_8);
  }

  /** The value of a metric of the only secondary. */
  private double metric(String name, ScriptedSecondary of) throws Exception {
    String start = "%s{secondary=\"%s\",zone=\"t.test.\"} ".formatted(name, of.entry());
    return control("metrics")
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(start.length())))
        .findFirst()
        .orElse(Double.NaN);
  }

  @Test
  void aSecondaryIsToldAtTheStartAndOfEachChange() throws Exception {
    ScriptedSecondary secondary = secondary("127.0.0.2");
    NameServer server = serve("notify = [\"" + secondary.entry() + "\"]");
    ScriptedSecondary.Received first = secondary.receive();
    Message message = first.message();
    assertEquals(Opcode.NOTIFY, message.getHeader().getOpcode());
    assertTrue(message.getHeader().getFlag(Flags.AA));
    assertFalse(message.getHeader().getFlag(Flags.QR));
    assertEquals("t.test. IN SOA", message.getQuestion().toString().replaceAll("\\s+0?\\s*", " "));
    assertEquals(1, message.getSection(Section.ANSWER).size());
    assertEquals(100, first.serial());
    secondary.answer(first);
    assertEquals("NOERROR", client(server).ask(add(1)).rcode());
    ScriptedSecondary.Received second = secondary.receive(101);
    secondary.answer(second, second.message().getHeader().getID(), Rcode.REFUSED, null);
    // It answers the third as well: by then the second answer has been taken.
    assertEquals("NOERROR", client(server).ask(add(2)).rcode());
    assertEquals(102, secondary.receive(102).serial());
    awaitStatus("; NOTIFY of 102 ");
  }

  @Test
  void whatIsNotAnAnswerIsIgnoredAndTheMessageSentAgain() throws Exception {
    ScriptedSecondary secondary = secondary("127.0.0.2");
    serve("notify = [\"" + secondary.entry() + "\"]");
    ScriptedSecondary.Received first = secondary.receive();
    int id = first.message().getHeader().getID();
    secondary.answer(first, id ^ 1, Rcode.NOERROR, null);
    try (ScriptedSecondary other = new ScriptedSecondary("127.0.0.3", null)) {
      other.answer(first);
    }
    ScriptedSecondary.Received again = secondary.receive();
    assertEquals(100, again.serial());
    secondary.answer(again);
  }

  @Test
  void withAKeyMessageAndAnswerAreSigned() throws Exception {
    ScriptedSecondary secondary = secondary("127.0.0.2", key());
    NameServer server =
        serve(
            "notify = [\"%s key:xfr.\"]\nfollow = 1\nfollow-timeout = \"1m\""
                .formatted(secondary.entry()));
    ScriptedSecondary.Received first = secondary.receive();
    assertEquals(
        Rcode.NOERROR, key().verify(first.message(), first.octets(), null), "the signature");
    secondary.answer(first, first.message().getHeader().getID(), Rcode.NOERROR, null);
    // An answer without a signature is none.
    ScriptedSecondary.Received again = secondary.receive();
    secondary.answer(again);
    DnsClient client = client(server);
    client.send(add(1));
    secondary.receive(101);
    // By the same address without the key, it is not the one that is waited for.
    try (ScriptedSecondary unsigned = new ScriptedSecondary("127.0.0.2", null)) {
      assertEquals(101, unsigned.fetch(server.addresses().getFirst(), "t.test.", 100));
    }
    assertHeldBack(client, 1);
    assertEquals(101, secondary.fetch(server.addresses().getFirst(), "t.test.", 100));
    assertEquals("", errorText(new Reply(client.receive())));
  }

  @Test
  void anAnswerWaitsUntilASecondaryHasFollowed() throws Exception {
    ScriptedSecondary secondary = secondary("127.0.0.2");
    NameServer server =
        serve("notify = [\"" + secondary.entry() + "\"]\nfollow = 1\nfollow-timeout = \"1m\"");
    secondary.answer(secondary.receive());
    assertEquals(Double.NaN, metric("nomen_secondary_serial", secondary));
    DnsClient client = client(server);
    client.send(add(1));
    secondary.answer(secondary.receive(101));
    assertHeldBack(client, 1);
    assertEquals(101, secondary.fetch(server.addresses().getFirst(), "t.test.", 100));
    Reply reply = new Reply(client.receive());
    assertEquals("NOERROR", reply.rcode());
    assertEquals("", errorText(reply));
    assertTrue(status().contains(": serial 101, current, took 1 transfer, "), status());
    assertEquals(101, metric("nomen_secondary_serial", secondary));
    assertEquals(1, metric("nomen_secondary_transfers_total", secondary));
    assertEquals(0, metric("nomen_secondary_behind_since_seconds", secondary));
    double lagSeconds = metric("nomen_secondary_lag_seconds", secondary);
    assertTrue(lagSeconds >= 0 && lagSeconds < 60, "lag " + lagSeconds);
    double told = metric("nomen_secondary_notified_time_seconds", secondary);
    double now = TransportClock.SYSTEM.millis() / 1000.0;
    assertTrue(told > now - 60 && told <= now, "told at " + told);
    // The same once more changes nothing, and is there already.
    Reply again = client.ask(add(1));
    assertEquals("NOERROR", again.rcode());
    assertEquals("", errorText(again));
  }

  @Test
  void anAnswerSaysHowManyHaveFollowedWhenTheTimeIsOver() throws Exception {
    ScriptedSecondary one = secondary("127.0.0.2");
    ScriptedSecondary two = secondary("127.0.0.3");
    NameServer server =
        serve(
            "notify = [\"%s\", \"%s\"]\nfollow = 2\nfollow-timeout = \"300ms\""
                .formatted(one.entry(), two.entry()));
    DnsClient client = client(server);
    assertEquals("0 of 2 secondaries have followed", errorText(client.ask(add(1))));
    assertEquals(101, one.fetch(server.addresses().getFirst(), "t.test.", 100));
    awaitStatus(": serial 101, current, ");
    // The same once more changes nothing, and is waited for like the first time.
    Reply reply = client.ask(add(1));
    assertEquals("NOERROR", reply.rcode());
    assertEquals("1 of 2 secondaries have followed", errorText(reply));
    // Without EDNS there is no room for the text.
    Reply plain = client.ask(UpdateOctets.of("t.test.").add("p", 60, "A", "192.0.2.9").octets());
    assertEquals("NOERROR", plain.rcode());
  }

  @Test
  void aSecondaryThatComesBackFollowsAgain() throws Exception {
    ScriptedSecondary secondary = secondary("127.0.0.2");
    NameServer server =
        serve("notify = [\"" + secondary.entry() + "\"]\nfollow = 1\nfollow-timeout = \"50ms\"");
    DnsClient client = client(server);
    // It is down: nobody takes what is sent to it.
    for (int i = 1; i <= 5; i++) {
      assertEquals("0 of 1 secondaries have followed", errorText(client.ask(add(i))));
    }
    assertTrue(status().contains(": serial not known; NOTIFY of "), status());
    // It is back, and asks by itself.
    assertEquals(105, secondary.fetch(server.addresses().getFirst(), "t.test.", 100));
    awaitStatus(": serial 105, current, ");
    assertEquals("", errorText(client.ask(add(5))));
  }

  @Test
  void anUpdateWaitsForAsManyAsItsRuleSays() throws Exception {
    ScriptedSecondary secondary = secondary("127.0.0.2");
    NameServer server =
        serve(
            """
            notify = ["%s"]
            follow-timeout = "50ms"
            [[zone.update-rule]]
            action = "allow"
            types = ["TXT"]
            follow = 1
            """
                .formatted(secondary.entry()));
    DnsClient client = client(server);
    assertEquals("", errorText(client.ask(add(1))));
    UpdateOctets text = UpdateOctets.of("t.test.").add("t", 60, "TXT", "x").edns(1232);
    assertEquals("0 of 1 secondaries have followed", errorText(client.ask(text.octets())));
  }

  @Test
  void aRefusedUpdateDoesNotWait() throws Exception {
    ScriptedSecondary secondary = secondary("127.0.0.2");
    NameServer server =
        serve("notify = [\"" + secondary.entry() + "\"]\nfollow = 1\nfollow-timeout = \"1m\"");
    Reply reply =
        client(server)
            .ask(
                UpdateOctets.of("t.test.")
                    .exists("nothing", "A")
                    .add("h", 60, "A", "192.0.2.1")
                    .edns(1232)
                    .octets());
    assertEquals("NXRRSET", reply.rcode());
  }

  @Test
  void anAnswerThatWaitsLeavesWhenTheServerStops() throws Exception {
    ScriptedSecondary secondary = secondary("127.0.0.2");
    NameServer server =
        serve("notify = [\"" + secondary.entry() + "\"]\nfollow = 1\nfollow-timeout = \"1m\"");
    DnsClient client = client(server);
    client.send(add(1));
    secondary.receive(101);
    server.close();
    assertEquals("0 of 1 secondaries have followed", errorText(new Reply(client.receive())));
  }

  @Test
  void aStoppedServerTellsNobody() throws Exception {
    ScriptedSecondary secondary = secondary("127.0.0.2");
    NameServer server = serve("notify = [\"" + secondary.entry() + "\"]");
    secondary.receive();
    server.close();
    assertNull(
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("notify-") && thread.isAlive())
            .findAny()
            .orElse(null));
  }
}
