package nomen.robustness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import nomen.conformance.Conformance;
import nomen.conformance.Differs;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.Reply;
import nomen.conformance.client.TcpConnection;
import nomen.conformance.subject.SubjectKind;
import nomen.server.transport.LeakCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xbill.DNS.Message;

/**
 * A million broken relatives of valid messages, from a fixed seed. After every burst of them a good
 * query has to be answered, and everything that comes back has to be a well-formed response to one
 * of them. {@code -Dnomen.mutations} sets another number.
 */
@Conformance
@ExtendWith(LeakCheck.class)
class MutationsTest {
  private static final int MUTATIONS = Integer.getInteger("nomen.mutations", 1_000_000);
  private static final int STREAMS = 500;
  private static final int BURST = 50;
  private static final long SEED = 20_260_101;
  private static final int UDP_LIMIT_OCTETS = 1232;
  private static final int DNSJAVA_STEP = 16;

  @Test
  @Differs(
      subject = SubjectKind.NSD,
      why = "4.6.1 counts NSID twice in RDLENGTH when asked for it twice, and sends it once")
  void datagrams(DnsClient client) throws IOException {
    Mutator mutator = new Mutator(SEED);
    int replies = 0;
    Set<Integer> before = new HashSet<>();
    for (int sent = 0, round = 0; sent < MUTATIONS; round++) {
      Set<Integer> ids = new HashSet<>();
      for (int i = 0; i < BURST && sent < MUTATIONS; i++, sent++) {
        byte[] mutant = mutator.next();
        client.send(mutant);
        if (mutant.length >= 2) {
          ids.add((mutant[0] & 0xFF) << 8 | mutant[1] & 0xFF);
        }
      }
      int goodId = 0x8000 | round & 0x7FFF;
      client.send(QueryOctets.query("www.house.test.", "AAAA").id(goodId).octets());
      while (true) {
        byte[] reply = client.receive();
        MessageCheck.response(reply);
        assertTrue(reply.length <= UDP_LIMIT_OCTETS, "a response of " + reply.length);
        int id = (reply[0] & 0xFF) << 8 | reply[1] & 0xFF;
        if (id == goodId) {
          Reply good = new Reply(reply);
          assertEquals("NOERROR aa", good.status());
          assertEquals(1, good.answer().size());
          break;
        }
        // Replies to one batch of datagrams may overtake each other, but not by a burst.
        assertTrue(ids.contains(id) || before.contains(id), "belongs to nothing: " + id);
        if (++replies % DNSJAVA_STEP == 0) {
          assertEquals(id, new Message(reply).getHeader().getID());
        }
      }
      before = ids;
    }
    assertTrue(replies > MUTATIONS / 4, "responses to broken messages: " + replies);
  }

  @Test
  void streams(DnsClient client) throws IOException {
    Mutator mutator = new Mutator(SEED + 1);
    for (int i = 0; i < STREAMS; i++) {
      try (TcpConnection connection = client.connect()) {
        byte[] stream = TcpConnection.framed(mutator.next(), mutator.next(), mutator.next());
        if (i % 2 == 0) {
          // Every other stream is broken in its lengths too.
          stream[i % stream.length] ^= 0x55;
        }
        connection.sendOctets(stream);
      }
      if (i % BURST == 0) {
        assertEquals(
            "NOERROR aa", client.askOverTcp(QueryOctets.query("house.test.", "SOA")).status());
      }
    }
    assertEquals("NOERROR aa", client.ask(QueryOctets.query("house.test.", "SOA")).status());
  }
}
