package nomen.conformance.rfc6672;

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

/** RFC 6672 sections 2 and 3: DNAME redirects what is below its owner. */
@Conformance
class Section2Test {
  private static final String OLD = "old.house.test. 3600 DNAME new.house.test.";

  @Test
  void section3_1NameBelowIsRedirectedThroughASynthesisedCname(DnsClient client)
      throws IOException {
    Reply reply = client.ask(query("host.old.house.test.", "A"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(
        List.of(
            OLD,
            "host.old.house.test. 3600 CNAME host.new.house.test.",
            "host.new.house.test. 3600 A 192.0.2.100"),
        reply.answerInOrder());
  }

  @Test
  void section2_3OwnerItselfIsNotRedirected(DnsClient client) throws IOException {
    Reply reply = client.ask(query("old.house.test.", "TXT"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(List.of("old.house.test. 3600 TXT \"the owner of a DNAME\""), reply.answer());
    Reply denied = client.ask(query("old.house.test.", "A"));
    assertEquals("NOERROR aa", denied.status());
    assertEquals(List.of(), denied.answer());
    assertEquals(List.of(HOUSE_NEGATIVE), denied.authority());
  }

  @Test
  void dnameItselfCanBeAskedFor(DnsClient client) throws IOException {
    Reply reply = client.ask(query("old.house.test.", "DNAME"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(List.of(OLD), reply.answer());
  }

  @Test
  void redirectedNameThatIsMissing(DnsClient client) throws IOException {
    Reply reply = client.ask(query("missing.old.house.test.", "A"));
    assertEquals("NXDOMAIN aa", reply.status());
    assertEquals(
        List.of(OLD, "missing.old.house.test. 3600 CNAME missing.new.house.test."),
        reply.answerInOrder());
    assertEquals(List.of(HOUSE_NEGATIVE), reply.authority());
  }

  @Test
  void redirectionKeepsSeveralLabels(DnsClient client) throws IOException {
    Reply reply = client.ask(query("a.b.c.gone.house.test.", "A"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(
        List.of(
            "gone.house.test. 3600 DNAME elsewhere.invalid.",
            "a.b.c.gone.house.test. 3600 CNAME a.b.c.elsewhere.invalid."),
        reply.answerInOrder());
  }

  @Test
  void qtypeCnameGetsTheSynthesisedOne(DnsClient client) throws IOException {
    Reply reply = client.ask(query("host.old.house.test.", "CNAME"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(
        List.of(OLD, "host.old.house.test. 3600 CNAME host.new.house.test."),
        reply.answerInOrder().subList(0, 2));
  }

  @Test
  void oneDnameMayLeadToAnother(DnsClient client) throws IOException {
    Reply reply = client.ask(query("host.again.house.test.", "A"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(
        List.of(
            "again.house.test. 3600 DNAME old.house.test.",
            "host.again.house.test. 3600 CNAME host.old.house.test.",
            OLD,
            "host.old.house.test. 3600 CNAME host.new.house.test.",
            "host.new.house.test. 3600 A 192.0.2.100"),
        reply.answerInOrder());
  }

  @Test
  void aliasMayLeadBelowADname(DnsClient client) throws IOException {
    Reply reply = client.ask(query("chain.house.test.", "A"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(
        List.of(
            "chain.house.test. 3600 CNAME host.old.house.test.",
            OLD,
            "host.old.house.test. 3600 CNAME host.new.house.test.",
            "host.new.house.test. 3600 A 192.0.2.100"),
        reply.answerInOrder());
  }

  @Test
  @Differs(subject = SubjectKind.KNOT, why = "follows an alias inside one zone only")
  @Differs(
      subject = SubjectKind.BIND,
      why = "follows an alias inside one zone only, without recursion")
  void redirectionIntoAnotherServedZoneIsFollowed(DnsClient client) throws IOException {
    Reply reply = client.ask(query("host.far.house.test.", "A"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(
        List.of(
            "far.house.test. 3600 DNAME other.test.",
            "host.far.house.test. 3600 CNAME host.other.test.",
            "host.other.test. 1800 A 192.0.2.110"),
        reply.answerInOrder());
  }

  @Test
  void section2_2NameThatBecomesTooLong(DnsClient client) throws IOException {
    String label = "y".repeat(63);
    Reply reply = client.ask(query(label + ".long.house.test.", "A").edns(1232));
    assertEquals("YXDOMAIN aa", reply.status());
    assertEquals(1, Reply.ofType(reply.answer(), "DNAME").size());
    assertEquals(List.of(), Reply.ofType(reply.answer(), "CNAME"));
  }

  @Test
  void section2_2NameThatJustFits(DnsClient client) throws IOException {
    Reply reply = client.ask(query("y.long.house.test.", "A").edns(1232));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(1, Reply.ofType(reply.answer(), "CNAME").size());
  }
}
