package nomen.robustness;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nomen.conformance.Conformance;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.Reply;
import nomen.conformance.client.TcpConnection;
import nomen.conformance.subject.SubjectKind;
import nomen.server.transport.LeakCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each broken message gets the reaction that the corpus names, and the next query is answered. */
@Conformance
@ExtendWith(LeakCheck.class)
class BrokenMessagesTest {
  private static final QueryOctets GOOD = QueryOctets.query("www.house.test.", "AAAA").id(0x4242);

  static List<BrokenMessage> corpus() {
    return BrokenMessage.corpus();
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void reactionIsTheNamedOne(BrokenMessage broken, DnsClient client) throws IOException {
    Optional<Reply> reply = client.askAnyOctets(broken.octets(), GOOD);
    if (reply.isPresent()) {
      MessageCheck.response(reply.get().octets());
    }
    String reaction = reply.map(Reply::rcode).orElse(BrokenMessage.SILENCE);
    assumeFalse(
        SubjectKind.chosen() == SubjectKind.KNOT
            && reply.isEmpty()
            && !broken.reactions().contains(reaction),
        "KNOT differs: is silent when it cannot read the question");
    assertTrue(
        broken.reactions().contains(reaction),
        () -> broken.what() + " got " + reaction + ", not one of " + broken.reactions());
  }

  @Test
  void brokenStreamsDoNotKeepOthersFromBeingAnswered(DnsClient client) throws IOException {
    for (BrokenMessage broken : BrokenMessage.corpus()) {
      try (TcpConnection connection = client.connect()) {
        // Behind the message stands the length of one that never comes.
        byte[] stream = TcpConnection.framed(broken.octets(), new byte[0xFFFF]);
        connection.sendOctets(Arrays.copyOf(stream, stream.length - 0xFFFE));
      }
      assertTrue(client.askOverTcp(GOOD).status().equals("NOERROR aa"), broken::what);
    }
  }
}
