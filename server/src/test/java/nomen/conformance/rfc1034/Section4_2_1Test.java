package nomen.conformance.rfc1034;

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

/** RFC 1034 sections 4.2.1 and 4.3.2 step 3b: zone cuts, glue and what lies below. */
@Conformance
class Section4_2_1Test {
  private static final List<String> CHILD_NS =
      List.of(
          "child.house.test. 3600 NS ns.child.house.test.",
          "child.house.test. 3600 NS ns.sister.house.test.");
  private static final List<String> CHILD_GLUE =
      List.of(
          "ns.child.house.test. 3600 A 192.0.2.53",
          "ns.child.house.test. 3600 AAAA 2001:db8:0:0:0:0:0:53",
          "ns.sister.house.test. 3600 A 192.0.2.54");

  private static void isReferralToChild(Reply reply) {
    assertEquals("NOERROR", reply.status());
    assertEquals(List.of(), reply.answer());
    assertEquals(CHILD_NS, reply.authority());
    assertEquals(CHILD_GLUE, reply.additional());
  }

  @Test
  void nameBelowTheCutIsReferredWithInDomainAndSiblingGlue(DnsClient client) throws IOException {
    isReferralToChild(client.ask(query("www.child.house.test.", "A")));
    isReferralToChild(client.ask(query("very.far.below.child.house.test.", "TXT")));
  }

  @Test
  void nameOfTheCutIsReferred(DnsClient client) throws IOException {
    isReferralToChild(client.ask(query("child.house.test.", "A")));
    isReferralToChild(client.ask(query("child.house.test.", "SOA")));
  }

  @Test
  void nsOfTheCutIsAReferralNotAnAnswer(DnsClient client) throws IOException {
    isReferralToChild(client.ask(query("child.house.test.", "NS")));
  }

  @Test
  void glueIsNotAnAnswer(DnsClient client) throws IOException {
    isReferralToChild(client.ask(query("ns.child.house.test.", "A")));
  }

  @Test
  void dataBelowTheCutIsOccluded(DnsClient client) throws IOException {
    isReferralToChild(client.ask(query("host.child.house.test.", "A")));
  }

  @Test
  void wildcardBelowTheCutIsOccluded(DnsClient client) throws IOException {
    isReferralToChild(client.ask(query("anything.child.house.test.", "A")));
  }

  @Test
  void nameServerOutsideHasNoGlue(DnsClient client) throws IOException {
    Reply reply = client.ask(query("www.away.house.test.", "A"));
    assertEquals("NOERROR", reply.status());
    assertEquals(List.of("away.house.test. 3600 NS ns.elsewhere.invalid."), reply.authority());
    assertEquals(List.of(), reply.additional());
  }

  @Test
  @Differs(
      subject = SubjectKind.BIND,
      why = "adds glue to a referral, but not authoritative addresses")
  void nameServersThatTheZoneItselfHoldsBringTheirAddresses(DnsClient client) throws IOException {
    Reply reply = client.ask(query("www.home.house.test.", "A"));
    assertEquals("NOERROR", reply.status());
    assertEquals(
        List.of(
            "home.house.test. 3600 NS ns1.house.test.", "home.house.test. 3600 NS ns2.house.test."),
        reply.authority());
    assertEquals(
        List.of(
            "ns1.house.test. 3600 A 192.0.2.1",
            "ns1.house.test. 3600 AAAA 2001:db8:0:0:0:0:0:1",
            "ns2.house.test. 3600 A 192.0.2.2"),
        reply.additional());
  }

  @Test
  void cutStopsAWildcardAboveIt(DnsClient client) throws IOException {
    Reply reply = client.ask(query("www.cut.wild.house.test.", "A"));
    assertEquals("NOERROR", reply.status());
    assertEquals(List.of(), reply.answer());
    assertEquals(List.of("cut.wild.house.test. 3600 NS ns.elsewhere.invalid."), reply.authority());
  }
}
