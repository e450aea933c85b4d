package nomen.server.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import nomen.codec.name.Name;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.Reply;
import nomen.conformance.client.UpdateOctets;
import nomen.conformance.subject.ServedKey;
import nomen.store.log.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Message;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;

/** Updates with TSIG: who did it, what a refusal says, what comes of a replay. */
class SignedUpdateTest {
  private static final int EXTENDED_ERROR = 15;
  private static final int PROHIBITED = 18;
  private static final ServedKey KEY =
      new ServedKey("h1.example.com.", "hmac-sha256", "c2VjcmV0IG9mIGEgdGVzdA==");
  private static final String TABLES =
      """
      [updates]
      remembered = 1024
      [[key]]
      name = "h1.example.com."
      algorithm = "hmac-sha256"
      secret = "c2VjcmV0IG9mIGEgdGVzdA=="
      """;
  private static final String RULES =
      """
      [[zone.update-rule]]
      name = "no TXT"
      action = "deny"
      types = ["TXT"]
      [[zone.update-rule]]
      name = "own name"
      action = "allow"
      names = ["selfsub"]
      """;

  @TempDir private Path folder;
  private @Nullable UpdatingServer server;
  private @Nullable DnsClient client;

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

  private UpdatingServer serve() throws IOException {
    UpdatingServer started = UpdatingServer.start(folder, 1, TABLES, RULES);
    server = started;
    client = new DnsClient(started.address(), Duration.ofSeconds(10));
    return started;
  }

  private Reply ask(byte[] octets) throws IOException {
    DnsClient asking = client;
    assertNotNull(asking);
    return asking.ask(octets);
  }

  private static UpdateOctets update() {
    return UpdateOctets.of("example.com.");
  }

  static TSIG signer() throws IOException {
    return new TSIG(
        new org.xbill.DNS.Name("hmac-sha256."), new org.xbill.DNS.Name(KEY.name()), KEY.octets());
  }

  /** Whether the signature of a response is right for its request. */
  static void assertSigned(byte[] request, Reply reply) throws IOException {
    TSIGRecord asked = new Message(request).getTSIG();
    byte[] octets = reply.octets().clone();
    // RFC 8945 section 5.3.2: the MAC is over the ID that the message was signed with, which
    // dnsjava
    // leaves to its caller.
    int signedId = new Message(octets).getTSIG().getOriginalID();
    octets[0] = (byte) (signedId >> 8);
    octets[1] = (byte) signedId;
    assertEquals(0, signer().verify(new Message(octets), octets, asked));
  }

  private static String errorText(Reply reply) {
    byte[] option = reply.requiredOption(EXTENDED_ERROR);
    return new String(option, 2, option.length - 2, StandardCharsets.UTF_8);
  }

  @Test
  void theHistoryNamesKeyAndRule() throws IOException {
    UpdatingServer serving = serve();
    byte[] request = update().add("h1", 60, "A", "192.0.2.9").signedBy(KEY);
    Reply reply = ask(request);
    assertEquals("NOERROR", reply.rcode());
    assertSigned(request, reply);
    LogRecord record = serving.log().durable().getFirst();
    assertEquals(Name.parse(KEY.name()), record.author().key());
    assertEquals("own name", record.author().rule());
  }

  @Test
  void aRefusalNamesTheRuleToThoseWhoSigned() throws IOException {
    serve();
    UpdateOctets denied = update().add("h1", 60, "TXT", "x").edns(1232);
    byte[] request = denied.signedBy(KEY);
    Reply reply = ask(request);
    assertEquals("REFUSED", reply.rcode());
    assertEquals("no TXT denies TXT at h1.example.com.", errorText(reply));
    assertSigned(request, reply);
    assertEquals(
        "no rule allows A at h2.example.com. to this client",
        errorText(ask(update().add("h2", 60, "A", "192.0.2.9").edns(1232).signedBy(KEY))));
    assertArrayEquals(
        new byte[] {0, PROHIBITED}, ask(denied.octets()).requiredOption(EXTENDED_ERROR));
  }

  /** Who may not touch TXT must not get rid of it by deleting the whole name either. */
  @Test
  void aWholeNameIsDeletedOnlyIfEachOfItsTypesMayBe() throws IOException {
    String ownNameButTxt =
        """
        [[zone.update-rule]]
        name = "TXT in h1"
        action = "allow"
        network = ["127.0.0.1"]
        names = ["exact:h1.example.com."]
        types = ["TXT"]
        transport = ["tcp"]
        """;
    UpdatingServer serving = UpdatingServer.start(folder, 1, TABLES, ownNameButTxt + RULES);
    server = serving;
    DnsClient asking = new DnsClient(serving.address(), Duration.ofSeconds(10));
    client = asking;
    assertEquals("NOERROR", ask(update().add("h1", 60, "A", "192.0.2.9").signedBy(KEY)).rcode());
    assertEquals("NOERROR", asking.askOverTcp(update().add("h1", 60, "TXT", "x").octets()).rcode());
    Reply reply = ask(update().deleteName("h1").edns(1232).signedBy(KEY));
    assertEquals("REFUSED", reply.rcode());
    assertEquals("no TXT denies TXT at h1.example.com.", errorText(reply));
    assertEquals("NOERROR", asking.askOverTcp(update().deleteRRset("h1", "TXT").octets()).rcode());
    assertEquals("NOERROR", ask(update().deleteName("h1").edns(512).signedBy(KEY)).rcode());
  }

  @Test
  void aRecordedRequestIsNotDoneAgainFromAnywhere() throws IOException {
    UpdatingServer serving = serve();
    byte[] recorded = update().add("h1", 60, "A", "192.0.2.9").edns(1232).signedBy(KEY);
    assertEquals("NOERROR", ask(recorded).rcode());
    Reply repeated = ask(recorded);
    assertEquals("NOERROR", repeated.rcode());
    assertSigned(recorded, repeated);
    assertEquals("NOERROR", ask(update().deleteName("h1").signedBy(KEY)).rcode());
    try (DnsClient other = new DnsClient(serving.address(), Duration.ofSeconds(10))) {
      // NOERROR would say that the record is there.
      Reply again = other.askOverTcp(recorded);
      assertEquals("NOTAUTH", again.rcode());
      assertBadTime(again);
      assertEquals("the signature was used before, and the zone has changed", errorText(again));
      assertEquals("NXDOMAIN", other.ask(QueryOctets.query("h1.example.com.", "A")).rcode());
    }
    assertEquals(2, serving.log().durable().size());
  }

  private static void assertBadTime(Reply reply) throws IOException {
    TSIGRecord tsig = new Message(reply.octets()).getTSIG();
    assertNotNull(tsig);
    assertEquals(org.xbill.DNS.Rcode.BADTIME, tsig.getError());
  }

  @Test
  void whatIsOlderThanTheMemoryIsUntimely() throws IOException {
    UpdatingServer serving = serve();
    byte[] recorded = update().add("h1", 60, "A", "192.0.2.9").signedBy(KEY);
    assertEquals("NOERROR", ask(recorded).rcode());
    // As many others as are remembered, and then one that was signed in the same second or before.
    Name key = Name.parse(KEY.name());
    for (int i = 0; i <= 1024; i++) {
      serving.service().guard().remember(i + 1L, key, System.currentTimeMillis() + 1_000_000);
    }
    Reply replayed = ask(recorded);
    assertEquals("NOTAUTH", replayed.rcode());
    assertBadTime(replayed);
    assertEquals(1, serving.log().durable().size());
  }
}
