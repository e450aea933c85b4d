package nomen.conformance.rfc9619;

import static nomen.conformance.client.QueryOctets.query;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import nomen.conformance.Conformance;
import nomen.conformance.Differs;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.Reply;
import nomen.conformance.subject.SubjectKind;
import org.junit.jupiter.api.Test;

/** RFC 9619 section 4: a query has one question. */
@Conformance
class Section4Test {
  @Test
  @Differs(subject = SubjectKind.NSD, why = "answers a message without question with NOERROR")
  void noQuestionIsAFormatError(DnsClient client) throws IOException {
    assertEquals("FORMERR", client.ask(QueryOctets.empty()).rcode());
    assertEquals("FORMERR", client.ask(QueryOctets.empty().edns(1232)).rcode());
  }

  @Test
  @Differs(subject = SubjectKind.KNOT, why = "is silent when there are more questions than one")
  void twoQuestionsAreAFormatError(DnsClient client) throws IOException {
    Reply reply =
        client.ask(query("www.house.test.", "A").question("www.house.test.", "AAAA", "IN"));
    assertEquals("FORMERR", reply.rcode());
    assertEquals(List.of(), reply.answer());
  }

  @Test
  @Differs(subject = SubjectKind.KNOT, why = "is silent when there are more questions than one")
  void sameQuestionTwiceIsAFormatError(DnsClient client) throws IOException {
    Reply reply = client.ask(query("www.house.test.", "A").question("www.house.test.", "A", "IN"));
    assertEquals("FORMERR", reply.rcode());
  }

  @Test
  @Differs(subject = SubjectKind.KNOT, why = "is silent when there are more questions than one")
  void manyQuestionsClaimedAreAFormatError(DnsClient client) throws IOException {
    assertEquals("FORMERR", client.ask(query("www.house.test.", "A").claim(0, 0xFFFF)).rcode());
  }
}
