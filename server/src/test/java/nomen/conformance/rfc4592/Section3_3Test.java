package nomen.conformance.rfc4592;

import static nomen.conformance.Zones.HOUSE_NEGATIVE;
import static nomen.conformance.client.QueryOctets.query;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import nomen.conformance.Conformance;
import nomen.conformance.Differs;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.Reply;
import nomen.conformance.subject.SubjectKind;
import org.junit.jupiter.api.Test;

/** RFC 4592 sections 3.3 and 4: the source of synthesis, and special types at a wildcard. */
@Conformance
class Section3_3Test {
  @Test
  @Differs(subject = SubjectKind.BIND, why = "gives the QNAME in lower case")
  void ownerOfASynthesisedRrsetIsTheQname(DnsClient client) throws IOException {
    Reply reply = client.ask(query("AnyThing.wild.house.test.", "A"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(List.of("AnyThing.wild.house.test. 3600 A 192.0.2.70"), reply.answer());
  }

  @Test
  void section3_3_1ExactNameBlocksTheWildcardForEveryType(DnsClient client) throws IOException {
    Reply reply = client.ask(query("exact.wild.house.test.", "A"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(List.of(), reply.answer());
    assertEquals(List.of(HOUSE_NEGATIVE), reply.authority());
  }

  @Test
  void section3_3_1NameBelowAnExactNameIsMissing(DnsClient client) throws IOException {
    // The closest encloser is exact.wild, not wild.
    assertEquals("NXDOMAIN aa", client.ask(query("a.exact.wild.house.test.", "A")).status());
    assertEquals("NXDOMAIN aa", client.ask(query("b.ent.wild.house.test.", "A")).status());
  }

  @Test
  void section3_3_1EmptyNonTerminalIsTheEncloser(DnsClient client) throws IOException {
    assertEquals("NOERROR aa", client.ask(query("ent.wild.house.test.", "A")).status());
    assertEquals(List.of(), client.ask(query("ent.wild.house.test.", "A")).answer());
  }

  @Test
  void section3_3_3TypeThatTheWildcardHasNot(DnsClient client) throws IOException {
    Reply reply = client.ask(query("anything.wild.house.test.", "MX"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(List.of(HOUSE_NEGATIVE), reply.authority());
  }

  @Test
  void section4_4AliasAtAWildcardIsFollowed(DnsClient client) throws IOException {
    Reply reply = client.ask(query("x.y.wildalias.house.test.", "AAAA"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(
        List.of(
            "x.y.wildalias.house.test. 3600 CNAME www.house.test.",
            "www.house.test. 3600 AAAA 2001:db8:0:0:0:0:0:80"),
        reply.answerInOrder());
  }

  @Test
  void section4_4AliasAtAWildcardToAMissingName(DnsClient client) throws IOException {
    Reply reply = client.ask(query("x.wildnowhere.house.test.", "A"));
    assertEquals("NXDOMAIN aa", reply.status());
    assertEquals(
        List.of("x.wildnowhere.house.test. 3600 CNAME nowhere.house.test."), reply.answer());
    assertEquals(List.of(HOUSE_NEGATIVE), reply.authority());
  }

  @Test
  void aliasToANameThatAWildcardCovers(DnsClient client) throws IOException {
    Reply reply = client.ask(query("to-wild.house.test.", "A"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(
        List.of(
            "to-wild.house.test. 3600 CNAME anything.wild.house.test.",
            "anything.wild.house.test. 3600 A 192.0.2.70"),
        reply.answerInOrder());
  }
}
