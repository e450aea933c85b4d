package nomen.robustness;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import nomen.codec.name.Labels;
import nomen.conformance.Conformance;
import nomen.conformance.Differs;
import nomen.conformance.TestKeys;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.Reply;
import nomen.conformance.client.SignedQuery;
import nomen.conformance.subject.SubjectKind;
import nomen.server.transport.LeakCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xbill.DNS.Message;
import org.xbill.DNS.TSIGRecord;

/**
 * Signed queries that were changed on the way, from a fixed seed: none gets an answer that is
 * signed and says that all is well, and the server goes on answering.
 */
@Conformance
@ExtendWith(LeakCheck.class)
class SignedMutationsTest {
  private static final int MUTATIONS = Integer.getInteger("nomen.mutations", 1_000_000) / 50;
  private static final int STEP = 100;
  private static final QueryOctets GOOD = QueryOctets.query("www.house.test.", "AAAA").id(0x4242);

  private final Random random = new Random(8945);

  @Test
  @Differs(
      subject = SubjectKind.NSD,
      why =
          "accepts a TSIG record whose RDLENGTH is not that of its fields, and is silent soon"
              + " after",
      crashes = true)
  void noChangedQueryIsAnsweredAsGenuine(DnsClient client) throws IOException {
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      SignedQuery query =
          new SignedQuery(
              QueryOctets.query("www.house.test.", "AAAA").edns(1232).id(0x1000 | i & 0xfff),
              TestKeys.of(i % 2 == 0 ? "hmac-sha256" : "hmac-sha1"));
      byte[] genuine = query.octets();
      byte[] mutant = mutate(genuine);
      if (mutant.length >= 2 && mutant[0] == 0x42 && mutant[1] == 0x42) {
        continue;
      }
      Optional<Reply> reply = client.askAnyOctets(mutant, GOOD);
      if (reply.isEmpty()) {
        continue;
      }
      MessageCheck.response(reply.get().octets());
      TSIGRecord tsig = new Message(reply.get().octets()).getTSIG();
      if (tsig != null && tsig.getError() == 0 && tsig.getSignature().length > 0) {
        assertArrayEquals(unsigned(genuine), unsigned(mutant), "changed, and taken for genuine");
      } else {
        refused++;
      }
      if (i % STEP == 0) {
        SignedQuery good = new SignedQuery(GOOD, TestKeys.of("hmac-sha256"));
        assertEquals("NOERROR signed", good.tsig(client.ask(good)));
      }
    }
    assertTrue(refused > MUTATIONS / 4, "refused: " + refused);
  }

  /** What the signature does not cover taken away: the ID, and the case of the TSIG's names. */
  private static byte[] unsigned(byte[] message) {
    byte[] covered = message.clone();
    covered[0] = 0;
    covered[1] = 0;
    // Behind the header, the question and the OPT record.
    int tsig = 12 + "www.house.test.".length() + 1 + 4 + 11;
    Labels.copyLower(message, tsig, covered, tsig, message.length - tsig);
    return covered;
  }

  private byte[] mutate(byte[] genuine) {
    byte[] mutant = genuine.clone();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes && mutant.length > 0; i++) {
      int at = random.nextInt(mutant.length);
      mutant =
          switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(mutant, at);
            case 1 -> inserted(mutant, at);
            case 2 -> removed(mutant, at);
            case 3 -> changed(mutant, at, random.nextInt(256));
            default -> changed(mutant, at, mutant[at] ^ 1 << random.nextInt(8));
          };
    }
    return mutant;
  }

  private static byte[] changed(byte[] octets, int at, int value) {
    octets[at] = (byte) value;
    return octets;
  }

  private byte[] inserted(byte[] octets, int at) {
    byte[] longer = Arrays.copyOf(octets, octets.length + 1);
    System.arraycopy(octets, at, longer, at + 1, octets.length - at);
    longer[at] = (byte) random.nextInt(256);
    return longer;
  }

  private static byte[] removed(byte[] octets, int at) {
    byte[] shorter = Arrays.copyOf(octets, octets.length - 1);
    System.arraycopy(octets, at + 1, shorter, at, shorter.length - at);
    return shorter;
  }
}
