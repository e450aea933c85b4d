package nomen.conformance.rfc1035;

import static nomen.conformance.client.QueryOctets.query;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import nomen.conformance.Conformance;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.Reply;
import org.junit.jupiter.api.Test;

/** RFC 1035 section 4.1.1: the header, and 4.1.2: the question comes back. */
@Conformance
class Section4_1_1Test {
  private static final QueryOctets GOOD = query("www.house.test.", "AAAA").id(0x1234);

  @Test
  void idIsCopied(DnsClient client) throws IOException {
    for (int id : new int[] {0, 1, 0x00FF, 0x8000, 0xFFFF}) {
      assertEquals(id, client.ask(query("www.house.test.", "A").id(id)).id());
    }
  }

  @Test
  void responseBitIsSetAndOpcodeCopied(DnsClient client) throws IOException {
    int flags = client.ask(query("www.house.test.", "A")).flags();
    assertEquals(QueryOctets.QR, flags & QueryOctets.QR);
    assertEquals(0, flags >>> 11 & 0xF);
  }

  @Test
  void reservedBitComesBackZero(DnsClient client) throws IOException {
    Reply reply = client.ask(query("www.house.test.", "A").flags(QueryOctets.Z));
    assertEquals(0, reply.flags() & QueryOctets.Z);
  }

  @Test
  void responsesAreNotAnswered(DnsClient client) throws IOException {
    byte[] response = query("www.house.test.", "A").flags(QueryOctets.QR).octets();
    assertEquals(Optional.empty(), client.askAnyOctets(response, GOOD));
  }

  @Test
  void lessThanAHeaderIsNotAnsweredOrIsAFormatError(DnsClient client) throws IOException {
    byte[] query = query("www.house.test.", "A").octets();
    for (int length = 1; length < 12; length++) {
      byte[] cut = java.util.Arrays.copyOf(query, length);
      client.askAnyOctets(cut, GOOD).ifPresent(reply -> assertEquals("FORMERR", reply.rcode()));
    }
  }

  @Test
  void questionComesBackOctetForOctet(DnsClient client) throws IOException {
    byte[] asked = query("wWw.HoUsE.tEsT.", "A").octets();
    byte[] reply = client.ask(query("wWw.HoUsE.tEsT.", "A")).octets();
    assertArrayEquals(
        java.util.Arrays.copyOfRange(asked, 12, asked.length),
        java.util.Arrays.copyOfRange(reply, 12, asked.length));
  }

  @Test
  void questionThatEndsEarlyIsAFormatError(DnsClient client) throws IOException {
    byte[] query = query("www.house.test.", "A").octets();
    for (int length = 13; length < query.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(query, length);
      client.askAnyOctets(cut, GOOD).ifPresent(reply -> assertEquals("FORMERR", reply.rcode()));
    }
  }

  @Test
  void compressedQnameThatPointsToItselfIsNoData(DnsClient client) throws IOException {
    byte[] query = query("www.house.test.", "A").octets();
    query[12] = (byte) 0xC0;
    query[13] = 12;
    Optional<Reply> reply = client.askAnyOctets(query, GOOD);
    assertTrue(reply.isEmpty() || reply.get().rcode().equals("FORMERR"), reply::toString);
    assertEquals(List.of(), reply.map(Reply::answer).orElse(List.of()));
  }

  @Test
  void nameServerStatusIsNotImplemented(DnsClient client) throws IOException {
    assertEquals("NOTIMP", client.ask(query("house.test.", "A").opcode(2)).rcode());
  }
}
