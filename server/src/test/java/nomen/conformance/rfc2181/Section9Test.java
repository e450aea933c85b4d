package nomen.conformance.rfc2181;

import static nomen.conformance.client.QueryOctets.query;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import nomen.conformance.Conformance;
import nomen.conformance.Differs;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.Reply;
import nomen.conformance.subject.SubjectKind;
import org.junit.jupiter.api.Test;

/** RFC 2181 section 9: TC and whole RRsets. */
@Conformance
class Section9Test {
  @Test
  void requiredDataThatDoesNotFitSetsTcAndIsNotCut(DnsClient client) throws IOException {
    Reply reply = client.ask(query("medium.house.test.", "A"));
    assertEquals("NOERROR aa tc", reply.status());
    assertTrue(reply.octets().length <= 512, "size " + reply.octets().length);
  }

  @Test
  void sameQueryOverTcpIsWhole(DnsClient client) throws IOException {
    Reply reply = client.askOverTcp(query("medium.house.test.", "A"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(30, reply.answer().size());
    assertEquals(20, client.askOverTcp(query("big.house.test.", "TXT")).answer().size());
  }

  @Test
  void answerThatFitsTheSizeOfEdnsIsWhole(DnsClient client) throws IOException {
    Reply reply = client.ask(query("medium.house.test.", "A").edns(1232));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(30, reply.answer().size());
  }

  @Test
  void additionalDataThatDoesNotFitIsLeftOutWithoutTc(DnsClient client) throws IOException {
    Reply reply = client.ask(query("packed.house.test.", "MX"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(10, reply.answer().size());
    assertTrue(reply.octets().length <= 512, "size " + reply.octets().length);
    assertTrue(reply.additional().size() < 20, reply::toString);
    assertEquals(20, addresses(client.askOverTcp(query("packed.house.test.", "MX"))));
  }

  private static long addresses(Reply reply) {
    return reply.additional().stream().filter(line -> line.contains(".packed.house.")).count();
  }

  @Test
  @Differs(subject = SubjectKind.NSD, why = "4.6 leaves required glue out without TC")
  @Differs(subject = SubjectKind.BIND, why = "9.18 is content with part of the glue")
  void referralWithoutRoomForInDomainGlueSetsTc(DnsClient client) throws IOException {
    // 30 NS fit into 1232 octets, their 30 addresses do not (RFC 9471 section 3.1).
    Reply reply = client.ask(query("www.crowd.house.test.", "A").edns(1000));
    assertEquals("NOERROR tc", reply.status());
    assertTrue(reply.octets().length <= 1000, "size " + reply.octets().length);
    Reply whole = client.askOverTcp(query("www.crowd.house.test.", "A"));
    assertEquals("NOERROR", whole.status());
    assertEquals(30, whole.authority().size());
    assertEquals(30, whole.additional().size());
  }

  @Test
  @Differs(subject = SubjectKind.BIND, why = "fills a truncated message with part of the RRset")
  void truncatedAnswerHasWholeRrsetsOrNone(DnsClient client) throws IOException {
    Reply reply = client.ask(query("medium.house.test.", "A"));
    assertTrue(List.of(0, 30).contains(reply.answer().size()), reply::toString);
  }
}
