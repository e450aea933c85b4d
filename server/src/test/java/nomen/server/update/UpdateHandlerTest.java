package nomen.server.update;

import static nomen.conformance.client.QueryOctets.query;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.Reply;
import nomen.conformance.client.TcpConnection;
import nomen.conformance.client.UpdateOctets;
import nomen.server.request.RequestEvent;
import nomen.store.log.Author;
import nomen.store.log.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Updates over real sockets, from the datagram to the log and back. */
class UpdateHandlerTest {
  private static final int PROHIBITED = 18;
  private static final int NOT_READY = 14;

  @TempDir private Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      if (one instanceof UpdatingServer server) {
        assertEquals(0, server.faults());
      }
      one.close();
    }
  }

  private UpdatingServer serve(int loops) throws IOException {
    UpdatingServer server = UpdatingServer.open(folder, loops);
    open.add(server);
    return server;
  }

  private UpdatingServer serve(String tables, String zoneSettings) throws IOException {
    UpdatingServer server = UpdatingServer.start(folder, 1, tables, zoneSettings);
    open.add(server);
    return server;
  }

  private DnsClient client(UpdatingServer server) throws IOException {
    DnsClient client = new DnsClient(server.address(), Duration.ofSeconds(10));
    open.add(client);
    return client;
  }

  private static UpdateOctets update() {
    return UpdateOctets.of("example.com.");
  }

  private static UpdateOctets add(int host) {
    return update().add("h" + host, 60, "A", "192.0.2." + (host & 0xff));
  }

  @Test
  void overUdpWhatIsAnsweredIsDurableAndVisible() throws IOException {
    UpdatingServer server = serve(1);
    DnsClient client = client(server);
    Reply reply = client.ask(add(7).octets());
    assertEquals("NOERROR", reply.rcode());
    assertEquals(List.of("example.com. SOA"), reply.question());
    assertEquals(
        List.of("h7.example.com. 60 A 192.0.2.7"),
        client.ask(query("h7.example.com.", "A")).answer());
    LogRecord.Change change = (LogRecord.Change) server.log().durable().getFirst();
    assertEquals(101, change.changeset().serialTo());
    assertEquals(Author.Via.UDP, change.author().via());
    assertEquals("allow-update 127.0.0.0/8", change.author().rule());
    assertTrue(change.requestDigest() != 0);
  }

  @Test
  void overTcpAsLargeAsAMessageCanBe() throws IOException {
    UpdatingServer server = serve(1);
    UpdateOctets large = update();
    String text = "\"" + "x".repeat(250) + "\"";
    int records = 230;
    for (int i = 0; i < records; i++) {
      large.add("t" + i, 60, "TXT", text);
    }
    byte[] octets = large.octets();
    assertTrue(octets.length > 60_000 && octets.length < 65_536, "octets: " + octets.length);
    assertEquals("NOERROR", client(server).askOverTcp(octets).rcode());
    assertEquals(1, server.log().durable().size());
    LogRecord.Change change = (LogRecord.Change) server.log().durable().getFirst();
    assertEquals(records + 1, change.changeset().added().size());
    assertEquals(Author.Via.TCP, change.author().via());
  }

  @Test
  void ednsAndCookiesAreAnsweredAsToQueries() throws IOException {
    UpdatingServer server = serve(1);
    Reply reply = client(server).ask(add(1).edns(1232).octets());
    assertEquals("NOERROR", reply.rcode());
    assertTrue(reply.opt().isPresent());
    assertEquals(List.of(), reply.extendedErrors());
  }

  @Test
  void answersOfABatchLeaveTogetherInTheirOrder() throws Exception {
    UpdatingServer server = serve(1);
    DnsClient client = client(server);
    try (TcpConnection connection = client.connect()) {
      server.log().hold();
      connection.send(add(0).id(1000).octets());
      server.log().awaitForce();
      for (int i = 1; i <= 50; i++) {
        connection.send(add(i).id(1000 + i).octets());
      }
      // A query that is asked behind them is answered before them: nothing waits for the disk.
      connection.send(query("www.example.com.", "A").octets());
      assertEquals(1, new Reply(connection.receive()).answer().size());
      server.log().release();
      for (int i = 0; i <= 50; i++) {
        Reply reply = new Reply(connection.receive());
        assertEquals(1000 + i, reply.id());
        assertEquals("NOERROR", reply.rcode());
      }
    }
    assertEquals(51, server.log().durable().size());
    assertEquals(2, server.log().forces());
  }

  @Test
  void manyOutstandingOverTwoLoops() throws Exception {
    UpdatingServer server = serve(2);
    List<DnsClient> clients = List.of(client(server), client(server), client(server));
    server.log().hold();
    int each = 100;
    for (int i = 0; i < each; i++) {
      for (int c = 0; c < clients.size(); c++) {
        clients.get(c).send(add(c * each + i).id(i).octets());
      }
      if (i == 0) {
        server.log().awaitForce();
      }
    }
    server.log().release();
    for (DnsClient client : clients) {
      Set<Integer> answered = new HashSet<>();
      for (int i = 0; i < each; i++) {
        Reply reply = new Reply(client.receive());
        assertEquals("NOERROR", reply.rcode());
        answered.add(reply.id());
      }
      assertEquals(each, answered.size());
    }
    assertEquals(clients.size() * each, server.log().durable().size());
    assertEquals(100 + clients.size() * each, server.zone().serial());
  }

  @Test
  void moreThanTheQueueHoldsGetServfail() throws Exception {
    UpdatingServer server = serve("[updates]\nqueue = 16\n", "allow-update = [\"127.0.0.1\"]\n");
    DnsClient client = client(server);
    server.log().hold();
    client.send(add(0).id(0).octets());
    server.log().awaitForce();
    for (int i = 1; i <= 20; i++) {
      client.send(add(i).id(i).edns(1232).octets());
    }
    for (int i = 17; i <= 20; i++) {
      Reply reply = new Reply(client.receive());
      assertEquals(i, reply.id());
      assertEquals("SERVFAIL", reply.rcode());
      assertEquals(List.of(NOT_READY), reply.extendedErrors());
    }
    server.log().release();
    for (int i = 0; i <= 16; i++) {
      assertEquals("NOERROR", new Reply(client.receive()).rcode());
    }
    assertEquals(17, server.log().durable().size());
  }

  @Test
  void updatesThatTakeTooMuchMemoryGetServfail() throws Exception {
    UpdatingServer server = serve(1);
    DnsClient client = client(server);
    HeldOctets held = server.service().held();
    assertTrue(held.take(held.limit()));
    for (int i = 1; i <= 2; i++) {
      Reply reply = client.ask(add(i).edns(1232).octets());
      assertEquals("SERVFAIL", reply.rcode());
      assertEquals(List.of(NOT_READY), reply.extendedErrors());
      assertEquals(i, server.events(RequestEvent.UPDATES_OVER_MEMORY));
    }
    held.give(held.limit());
    assertEquals("NOERROR", client.ask(add(3).octets()).rcode());
    assertEquals("NOERROR", client.ask(add(3).octets()).rcode());
    assertEquals("NXRRSET", client.ask(add(3).exists("h9", "A").octets()).rcode());
    assertEquals(0, held.octets());
  }

  @Test
  void aLimitIsToldToAStrangerWithoutTheNameOfTheRule() throws IOException {
    UpdatingServer server =
        serve(
            "",
            """
            [[zone.update-rule]]
            name = "from here"
            action = "allow"
            max-records-per-name = 1
            """);
    byte[] request = add(1).add("h1", 60, "A", "192.0.2.99").edns(1232).octets();
    byte[] option = client(server).ask(request).requiredOption(15);
    assertEquals(
        "update 2: h1.example.com. would have 2 records: over max-records-per-name, 1",
        new String(option, 2, option.length - 2, StandardCharsets.UTF_8));
  }

  @Test
  void whatIsWrongWithAMessageIsSaid() throws IOException {
    UpdatingServer server = serve(1);
    DnsClient client = client(server);
    assertEquals(
        "FORMERR",
        client.ask(UpdateOctets.withoutZone("example.com.").zone("@", "A", "IN").octets()).rcode());
    assertEquals(
        "NOTAUTH",
        client
            .ask(UpdateOctets.withoutZone("example.com.").zone("@", "SOA", "CH").octets())
            .rcode());
    assertEquals(
        "NOTAUTH", client.ask(UpdateOctets.of("example.net.").deleteName("@").octets()).rcode());
    assertEquals(
        "NOTAUTH",
        client.ask(UpdateOctets.of("www.example.com.").deleteName("@").octets()).rcode());
    assertEquals(
        "NOTZONE",
        client.ask(update().add("www.example.net.", 60, "A", "192.0.2.9").octets()).rcode());
    assertEquals(
        "FORMERR", client.ask(update().operation("www", "A", "IN", 60, (byte) 1).octets()).rcode());
    assertEquals("FORMERR", client.ask(add(1).trailer((byte) 0).octets()).rcode());
    assertEquals("NXRRSET", client.ask(add(1).exists("h9", "A").octets()).rcode());
    assertEquals(List.of(), server.log().durable());
  }

  @Test
  void whoMayNotUpdateLearnsNothingFromPrerequisites() throws IOException {
    UpdatingServer server = serve("", "allow-update = [\"192.0.2.0/24\"]\n");
    DnsClient client = client(server);
    for (String name : List.of("www", "not-there")) {
      Reply reply = client.ask(update().inUse(name).edns(1232).octets());
      assertEquals("REFUSED", reply.rcode());
      assertEquals(List.of(PROHIBITED), reply.extendedErrors());
      assertEquals("REFUSED", client.ask(add(1).inUse(name).octets()).rcode());
    }
    assertEquals(4, server.events(RequestEvent.DENIED_BY_UPDATE_POLICY));
    assertEquals(0, server.events(RequestEvent.DENIED_BY_ACCESS_LIST));
  }

  @Test
  void withoutRulesZonesAreNotUpdated() throws IOException {
    UpdatingServer server = serve("", "");
    assertEquals("REFUSED", client(server).ask(add(1).octets()).rcode());
  }

  @Test
  void aNameWithTypesThatARuleMustNameIsNotEmptied() throws IOException {
    UpdatingServer server = serve("", "[[zone.update-rule]]\naction = \"allow\"\n");
    DnsClient client = client(server);
    assertEquals("REFUSED", client.ask(update().deleteName("sub").octets()).rcode());
    assertEquals("REFUSED", client.ask(update().deleteRRset("sub", "NS").octets()).rcode());
    assertEquals("NOERROR", client.ask(update().deleteName("www").octets()).rcode());
    assertEquals("NOERROR", client.ask(update().deleteName("@").octets()).rcode());
  }

  @Test
  void aRuleWithTypesEmptiesANameThatHasNoOthers() throws IOException {
    UpdatingServer server =
        serve("", "[[zone.update-rule]]\naction = \"allow\"\ntypes = [\"A\", \"AAAA\"]\n");
    DnsClient client = client(server);
    assertEquals("NOERROR", client.ask(update().deleteName("nothing").octets()).rcode());
    assertEquals("REFUSED", client.ask(update().deleteName("sub").octets()).rcode());
    assertEquals("NOERROR", client.ask(update().deleteName("www").octets()).rcode());
    assertEquals("NXDOMAIN", client.ask(query("www.example.com.", "A")).rcode());
    assertEquals(1, server.events(RequestEvent.DENIED_BY_UPDATE_POLICY));
  }

  @Test
  void aRuleLimitsWhatANameMayHave() throws IOException {
    UpdatingServer server =
        serve("", "[[zone.update-rule]]\naction = \"allow\"\nmax-records-per-name = 2\n");
    DnsClient client = client(server);
    assertEquals("NOERROR", client.ask(update().add("www", 60, "TXT", "a").octets()).rcode());
    assertEquals("REFUSED", client.ask(update().add("www", 60, "TXT", "b").octets()).rcode());
  }

  @Test
  void aRetransmissionIsAnsweredAgainWhileItsChangeStands() throws IOException {
    UpdatingServer server = serve(1);
    DnsClient client = client(server);
    byte[] request = update().notInUse("h1").add("h1", 60, "A", "192.0.2.1").octets();
    assertEquals("NOERROR", client.ask(request).rcode());
    assertEquals("NOERROR", client.ask(request).rcode());
    assertEquals("NOERROR", client.ask(add(2).octets()).rcode());
    assertEquals("NOERROR", client.ask(request).rcode());
    assertEquals(2, server.log().durable().size());
    assertEquals("NOERROR", client.ask(update().deleteName("h1").octets()).rcode());
    assertEquals("NOERROR", client.ask(update().add("h1", 60, "TXT", "x").octets()).rcode());
    assertEquals("YXDOMAIN", client.ask(request).rcode());
  }

  /** A client that counts its IDs from one may ask for the same in the same octets. */
  @Test
  void theSameOctetsAreDoneAgainIfTheZoneHasChanged() throws IOException {
    UpdatingServer server = serve(1);
    DnsClient client = client(server);
    byte[] add = add(1).id(7).octets();
    for (int i = 1; i <= 3; i++) {
      assertEquals("NOERROR", client.ask(add).rcode());
      assertEquals("NOERROR", client.ask(query("h1.example.com.", "A")).rcode());
      assertEquals("NOERROR", client.ask(update().deleteName("h1").id(8).octets()).rcode());
      assertEquals("NXDOMAIN", client.ask(query("h1.example.com.", "A")).rcode());
      assertEquals(2 * i, server.log().durable().size());
    }
    byte[] unmet = add(2).exists("h1", "A").octets();
    assertEquals("NXRRSET", client.ask(unmet).rcode());
    assertEquals("NOERROR", client.ask(add).rcode());
    assertEquals("NOERROR", client.ask(unmet).rcode());
    assertEquals("NOERROR", client.ask(query("h2.example.com.", "A")).rcode());
  }

  /** TCP sends nothing again by itself: a client that counts from 1 may mean the same once more. */
  @Test
  void theSameOctetsOverTcpAreAnotherRequest() throws IOException {
    UpdatingServer server = serve(1);
    byte[] add = add(1).id(1).octets();
    try (TcpConnection connection = client(server).connect()) {
      for (byte[] request : List.of(add, update().deleteName("h1").id(2).octets(), add)) {
        connection.send(request);
        assertEquals("NOERROR", new Reply(connection.receive()).rcode());
      }
    }
    assertEquals("NOERROR", client(server).ask(query("h1.example.com.", "A").octets()).rcode());
    assertEquals(3, server.log().durable().size());
  }

  @Test
  void aRetransmissionBesideItsOriginalInTheQueueIsDoneOnce() throws Exception {
    UpdatingServer server = serve(1);
    DnsClient client = client(server);
    server.log().hold();
    client.send(add(0).octets());
    server.log().awaitForce();
    byte[] twice = update().notInUse("h1").add("h1", 60, "A", "192.0.2.1").octets();
    client.send(twice);
    client.send(twice);
    server.log().release();
    for (int i = 0; i < 3; i++) {
      assertEquals("NOERROR", new Reply(client.receive()).rcode());
    }
    assertEquals(2, server.log().durable().size());
  }
}
