package nomen.conformance.rfc1035;

import static nomen.conformance.client.QueryOctets.query;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import nomen.conformance.Conformance;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.Reply;
import nomen.conformance.client.TcpConnection;
import org.junit.jupiter.api.Test;

/** RFC 1035 section 4.2.2: the length before a message on a stream. */
@Conformance
class Section4_2_2Test {
  private static final List<String> MAIL = List.of("mail.house.test. 3600 A 192.0.2.25");

  @Test
  void answersOverTcp(DnsClient client) throws IOException {
    Reply reply = client.askOverTcp(query("mail.house.test.", "A"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(MAIL, reply.answer());
  }

  @Test
  void octetsMayComeOneByOne(DnsClient client) throws IOException {
    try (TcpConnection connection = client.connect()) {
      for (byte octet : TcpConnection.framed(query("mail.house.test.", "A").octets())) {
        connection.sendOctets(new byte[] {octet});
      }
      assertEquals(MAIL, new Reply(connection.receive()).answer());
    }
  }

  @Test
  void answerComesAfterTheClientFinishedSending(DnsClient client) throws IOException {
    try (TcpConnection connection = client.connect()) {
      connection.send(query("mail.house.test.", "A").octets());
      connection.finishSending();
      assertEquals(MAIL, new Reply(connection.receive()).answer());
      assertEquals(true, connection.closedByServer());
    }
  }
}
