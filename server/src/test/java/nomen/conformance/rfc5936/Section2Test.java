package nomen.conformance.rfc5936;

import static nomen.conformance.client.QueryOctets.query;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import nomen.conformance.Conformance;
import nomen.conformance.Differs;
import nomen.conformance.UpdateZones;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.Reply;
import nomen.conformance.client.SignedQuery;
import nomen.conformance.client.TcpConnection;
import nomen.conformance.client.UpdatedZone;
import nomen.conformance.client.ZoneTransfer;
import nomen.conformance.subject.SubjectKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 5936 sections 2 and 3: the messages of AXFR, and what is in them. */
@Conformance
class Section2Test {
  private static final String APEX = "house.test.";

  private static ZoneTransfer transfer(DnsClient client) throws IOException {
    return ZoneTransfer.ask(client, query(APEX, "AXFR"));
  }

  @Test
  void section2_2TheSoaIsFirstAndLastAndNowhereElse(DnsClient client) throws IOException {
    ZoneTransfer transfer = transfer(client);
    assertEquals(
        List.of(
            "house.test. 3600 SOA ns1.house.test. hostmaster.house.test."
                + " 2026010101 7200 3600 1209600 300"),
        List.of(transfer.records().getFirst()));
    assertEquals(transfer.records().getFirst(), transfer.records().getLast());
    assertEquals(2, transfer.serials().size());
  }

  @Test
  @Differs(subject = SubjectKind.KNOT, why = "does not set AA, which is a must")
  void section2_2_1TheHeader(DnsClient client) throws IOException {
    ZoneTransfer transfer = ZoneTransfer.ask(client, query(APEX, "AXFR").id(0x1357));
    for (Reply message : transfer.messages()) {
      assertEquals(0x1357, message.id());
      assertEquals("NOERROR aa", message.status());
      assertEquals(List.of(), message.authority());
    }
  }

  @Test
  void section2_2_2TheFirstMessageHasTheQuestion(DnsClient client) throws IOException {
    List<Reply> messages = transfer(client).messages();
    assertEquals(List.of("house.test. AXFR"), messages.getFirst().question());
    for (Reply message : messages.subList(1, messages.size())) {
      assertTrue(
          Set.of(List.of(), List.of("house.test. AXFR")).contains(message.question()),
          message::toString);
    }
  }

  @Test
  void section2_2_5EdnsIsAnsweredWithEdns(DnsClient client) throws IOException {
    ZoneTransfer with = ZoneTransfer.ask(client, query(APEX, "AXFR").edns(1232));
    assertTrue(with.messages().getFirst().opt().isPresent());
    assertTrue(transfer(client).messages().getFirst().opt().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "house.test. 3600 NS ns1.house.test.",
        "*.wild.house.test. 3600 A 192.0.2.70",
        "old.house.test. 3600 DNAME new.house.test.",
        "unknown.house.test. 3600 TYPE65280 \\# 4 0A000001"
      })
  void section3_1AllRecordsAreThere(String record, DnsClient client) throws IOException {
    assertTrue(transfer(client).zone().contains(record), record);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "child.house.test. 3600 NS ns.child.house.test.",
        "ns.child.house.test. 3600 A 192.0.2.53",
        "host.child.house.test. 3600 A 192.0.2.99",
        "*.child.house.test. 3600 A 192.0.2.98",
        "deep.house.test. 3600 DS 12345 8 2"
            + " 00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF"
      })
  void section3_2And3_5DelegationsGlueAndOccludedNames(String record, DnsClient client)
      throws IOException {
    assertTrue(transfer(client).zone().contains(record), record);
  }

  @Test
  @Differs(
      subject = {SubjectKind.NSD, SubjectKind.KNOT},
      why = "send owner names in lower case")
  void section3_4NamesKeepTheirCase(DnsClient client) throws IOException {
    ZoneTransfer transfer = ZoneTransfer.ask(client, query("HOUSE.Test.", "AXFR"));
    assertTrue(transfer.zone().contains("KEEPS.Case.house.test. 3600 A 192.0.2.90"));
  }

  @Test
  void section4_2OverUdpThereIsNone(DnsClient client) throws IOException {
    Reply reply = client.ask(query(APEX, "AXFR"));
    assertTrue(Set.of("NOTIMP", "FORMERR", "REFUSED").contains(reply.rcode()), reply::toString);
    assertEquals(List.of(), reply.answer());
  }

  @Test
  void section4_1OtherQuestionsOfTheConnectionAreAnswered(DnsClient client) throws IOException {
    QueryOctets axfr = query(APEX, "AXFR").id(1);
    QueryOctets other = query("www.house.test.", "AAAA").id(2);
    try (TcpConnection connection = client.connect()) {
      connection.send(axfr.octets(), other.octets(), axfr.id(3).octets());
      int[] soas = new int[4];
      while (soas[1] < 2 || soas[3] < 2 || soas[2] < 1) {
        Reply reply = new Reply(connection.receive());
        soas[reply.id()] += reply.id() == 2 ? 1 : Reply.ofType(reply.answer(), "SOA").size();
      }
      assertEquals(1, soas[2]);
    }
  }

  @Test
  void section2_2_1OtherZonesAreNotServed(DnsClient client) throws IOException {
    for (String name : new String[] {"www.house.test.", "nowhere.invalid."}) {
      String rcode = client.askOverTcp(query(name, "AXFR")).rcode();
      assertTrue(Set.of("NOTAUTH", "REFUSED").contains(rcode), rcode);
    }
  }

  @Test
  void section5WhoMayNotIsRefused(UpdatedZone zone) throws IOException {
    for (String apex : new String[] {UpdateZones.CLOSED, UpdateZones.KEYED}) {
      Reply reply = zone.client().askOverTcp(query(apex, "AXFR"));
      assertTrue(Set.of("REFUSED", "NOTAUTH").contains(reply.rcode()), reply::toString);
      assertEquals(List.of(), reply.answer());
    }
  }

  @Test
  void section5WhoHasTheKeyMay(UpdatedZone zone) throws IOException {
    SignedQuery query = new SignedQuery(query(UpdateZones.KEYED, "AXFR"), UpdateZones.KEY);
    ZoneTransfer transfer = ZoneTransfer.ask(zone.client(), query.octets());
    assertEquals(2, transfer.serials().size());
    assertEquals("NOERROR signed", query.tsig(transfer.messages().getFirst()));
  }
}
