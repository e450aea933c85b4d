package nomen.conformance.rfc4343;

import static nomen.conformance.client.QueryOctets.query;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import nomen.conformance.Conformance;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.Reply;
import org.junit.jupiter.api.Test;

/** RFC 4343 sections 3 and 4: case is ignored in comparison and kept in what is said. */
@Conformance
class Section4Test {
  @Test
  void section3NamesMatchInAnyCase(DnsClient client) throws IOException {
    assertEquals("NOERROR aa", client.ask(query("WWW.HOUSE.TEST.", "A")).status());
    assertEquals("NOERROR aa", client.ask(query("keeps.case.house.test.", "A")).status());
    assertEquals("NOERROR", client.ask(query("www.CHILD.house.test.", "A")).status());
  }

  @Test
  void section4_1QuestionKeepsItsCase(DnsClient client) throws IOException {
    Reply reply = client.ask(query("MiSsInG.hOuSe.TeSt.", "A"));
    assertEquals("NXDOMAIN aa", reply.status());
    assertEquals(List.of("MiSsInG.hOuSe.TeSt. A"), reply.question());
  }

  @Test
  void section4_1RdataKeepsItsCase(DnsClient client) throws IOException {
    Reply reply = client.ask(query("signed.test.", "NS"));
    assertEquals(List.of("signed.test. 3600 NS ns.signed.test."), reply.answer());
  }
}
