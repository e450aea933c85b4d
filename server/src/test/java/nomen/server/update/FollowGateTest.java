package nomen.server.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.Reply;
import nomen.conformance.client.UpdateOctets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an update asks of the one that knows the secondaries, and what it does with the answer. */
class FollowGateTest {
  private static final int EXTENDED_ERROR = 15;
  private static final String NOTIFY = "notify = [\"192.0.2.1\", \"192.0.2.2\", \"192.0.2.3\"]\n";

  @TempDir private Path folder;
  private @Nullable UpdatingServer server;
  private @Nullable DnsClient client;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() {
    if (client != null) {
      client.close();
    }
    if (server != null) {
      assertEquals(0, server.faults());
      server.close();
    }
  }

  /** A server whose secondaries have followed when they are asked for, as many as {@code have}. */
  private DnsClient serve(String zoneSettings, int have) throws IOException {
    UpdatingServer started = UpdatingServer.start(folder, 1, "", zoneSettings);
    server = started;
    started
        .service()
        .followedBy(
            (zone, serial, wanted, timeoutMillis, waiter) -> {
              asked.add("%s %d %d %d".formatted(zone, serial, wanted, timeoutMillis));
              if (have >= 0) {
                waiter.followed(have);
              }
              return have >= 0;
            });
    DnsClient asking = new DnsClient(started.address(), Duration.ofSeconds(10));
    client = asking;
    return asking;
  }

  private static byte[] add(String owner, String type, String rdata) {
    return UpdateOctets.of("example.com.").add(owner, 60, type, rdata).edns(1232).octets();
  }

  private static String errorText(Reply reply) {
    return reply
        .option(EXTENDED_ERROR)
        .map(data -> new String(data, 2, data.length - 2, StandardCharsets.UTF_8))
        .orElse("");
  }

  @Test
  void byDefaultNobodyIsAsked() throws IOException {
    DnsClient asking = serve(NOTIFY + "allow-update = [\"127.0.0.0/8\"]\n", 0);
    Reply reply = asking.ask(add("h", "A", "192.0.2.9"));
    assertEquals("NOERROR", reply.rcode());
    assertEquals("", errorText(reply));
    assertEquals(List.of(), asked);
  }

  @Test
  void theLargerNumberCountsOfZoneAndRules() throws IOException {
    DnsClient asking =
        serve(
            NOTIFY
                + """
                follow = 1
                follow-timeout = "700ms"
                [[zone.update-rule]]
                action = "allow"
                types = ["A"]
                [[zone.update-rule]]
                action = "allow"
                types = ["TXT"]
                follow = 3
                """,
            3);
    asking.ask(add("h", "A", "192.0.2.9"));
    asking.ask(add("h", "TXT", "x"));
    asking.ask(
        UpdateOctets.of("example.com.")
            .add("i", 60, "A", "192.0.2.9")
            .add("i", 60, "TXT", "x")
            .octets());
    assertEquals(
        List.of("example.com. 101 1 700", "example.com. 102 3 700", "example.com. 103 3 700"),
        asked);
  }

  @Test
  void anUpdateThatChangesNothingWaitsForWhatIsThere() throws IOException {
    DnsClient asking = serve(NOTIFY + "allow-update = [\"127.0.0.0/8\"]\nfollow = 1\n", 1);
    byte[] update = add("h", "A", "192.0.2.9");
    asking.ask(update);
    // A retransmission, and another request for the same.
    asking.ask(update);
    asking.ask(add("h", "A", "192.0.2.9"));
    assertEquals(
        List.of("example.com. 101 1 2000", "example.com. 101 1 2000", "example.com. 101 1 2000"),
        asked);
  }

  @Test
  void fewerThanWantedAreTold() throws IOException {
    DnsClient asking = serve(NOTIFY + "allow-update = [\"127.0.0.0/8\"]\nfollow = 3\n", 2);
    Reply reply = asking.ask(add("h", "A", "192.0.2.9"));
    assertEquals("NOERROR", reply.rcode());
    assertEquals("2 of 3 secondaries have followed", errorText(reply));
  }

  @Test
  void whereNobodyCanWaitTheAnswerLeavesAtOnce() throws IOException {
    DnsClient asking = serve(NOTIFY + "allow-update = [\"127.0.0.0/8\"]\nfollow = 1\n", -1);
    Reply reply = asking.ask(add("h", "A", "192.0.2.9"));
    assertEquals("NOERROR", reply.rcode());
    assertTrue(errorText(reply).contains("wait"), errorText(reply));
  }
}
