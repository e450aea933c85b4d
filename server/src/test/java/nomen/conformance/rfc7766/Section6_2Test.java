package nomen.conformance.rfc7766;

import static nomen.conformance.client.QueryOctets.query;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import nomen.conformance.Conformance;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.Reply;
import nomen.conformance.client.TcpConnection;
import org.junit.jupiter.api.Test;

/** RFC 7766 section 6.2: connections are used again, and queries are pipelined. */
@Conformance
class Section6_2Test {
  private static final int QUERIES = 100;

  @Test
  void section6_2_1ConnectionIsUsedAgain(DnsClient client) throws IOException {
    try (TcpConnection connection = client.connect()) {
      for (int i = 0; i < 5; i++) {
        connection.send(query("www.house.test.", "A").octets());
        assertEquals("NOERROR aa", new Reply(connection.receive()).status());
      }
    }
  }

  @Test
  void section6_2_1_1PipelinedQueriesAreAllAnswered(DnsClient client) throws IOException {
    Map<Integer, String> asked = new HashMap<>();
    byte[][] queries = new byte[QUERIES][];
    for (int i = 0; i < QUERIES; i++) {
      boolean missing = i % 3 == 0;
      asked.put(0x100 + i, missing ? "NXDOMAIN aa" : "NOERROR aa");
      String name = missing ? "missing" + i + ".house.test." : "www.house.test.";
      queries[i] = query(name, "A").id(0x100 + i).octets();
    }
    Map<Integer, String> answered = new HashMap<>();
    try (TcpConnection connection = client.connect()) {
      connection.send(queries);
      for (int i = 0; i < QUERIES; i++) {
        Reply reply = new Reply(connection.receive());
        answered.put(reply.id(), reply.status());
      }
    }
    // Section 7: answers may come in any order; the ID tells which is which.
    assertEquals(asked, answered);
  }

  @Test
  void section8MessageMaySpanSegmentsAndShareThem(DnsClient client) throws IOException {
    byte[] stream =
        TcpConnection.framed(
            query("www.house.test.", "A").id(1).octets(),
            query("mail.house.test.", "A").id(2).octets());
    try (TcpConnection connection = client.connect()) {
      int middle = stream.length / 2 + 5;
      connection.sendOctets(java.util.Arrays.copyOf(stream, middle));
      assertEquals(1, new Reply(connection.receive()).id());
      connection.sendOctets(java.util.Arrays.copyOfRange(stream, middle, stream.length));
      assertEquals(2, new Reply(connection.receive()).id());
    }
  }

  @Test
  void otherConnectionsAreNotHeldUpByASilentOne(DnsClient client) throws IOException {
    try (TcpConnection silent = client.connect()) {
      silent.sendOctets(new byte[] {0});
      assertEquals("NOERROR aa", client.askOverTcp(query("www.house.test.", "A")).status());
    }
  }
}
