package nomen.conformance.rfc8482;

import static nomen.conformance.client.QueryOctets.query;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import nomen.conformance.Conformance;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.Reply;
import org.junit.jupiter.api.Test;

/** RFC 8482 section 4: the smallest useful answer to QTYPE ANY. */
@Conformance
class Section4Test {
  @Test
  void anyGetsOneRrsetOverUdp(DnsClient client) throws IOException {
    Reply reply = client.ask(query("everything.house.test.", "ANY"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(1, reply.answer().size());
  }

  @Test
  void anyOfAnAliasIsTheAlias(DnsClient client) throws IOException {
    Reply reply = client.ask(query("alias.house.test.", "ANY"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(List.of("alias.house.test. 3600 CNAME www.house.test."), reply.answer());
  }

  @Test
  void anyOfAMissingNameIsANameError(DnsClient client) throws IOException {
    assertEquals("NXDOMAIN aa", client.ask(query("missing.house.test.", "ANY")).status());
  }

  @Test
  void anyOfAnEmptyNonTerminalHasNoData(DnsClient client) throws IOException {
    Reply reply = client.ask(query("ent.house.test.", "ANY"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(List.of(), reply.answer());
  }

  @Test
  void anyBelowACutIsReferred(DnsClient client) throws IOException {
    Reply reply = client.ask(query("child.house.test.", "ANY"));
    assertEquals("NOERROR", reply.status());
    assertEquals(2, reply.authority().size());
  }

  @Test
  void anyMatchesAWildcard(DnsClient client) throws IOException {
    Reply reply = client.ask(query("x.wild.house.test.", "ANY"));
    assertEquals("NOERROR aa", reply.status());
    assertTrue(reply.answer().getFirst().startsWith("x.wild.house.test. 3600 "), reply::toString);
  }
}
