package nomen.conformance.rfc1034;

import static nomen.conformance.Zones.DEEP_NEGATIVE;
import static nomen.conformance.Zones.HOUSE_NEGATIVE;
import static nomen.conformance.Zones.OTHER_NEGATIVE;
import static nomen.conformance.client.QueryOctets.query;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import nomen.conformance.Conformance;
import nomen.conformance.Differs;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.Reply;
import nomen.conformance.subject.SubjectKind;
import org.junit.jupiter.api.Test;

/** RFC 1034 section 4.3.2: the algorithm of a name server. */
@Conformance
class Section4_3_2Test {
  private static final String ALIAS = "alias.house.test. 3600 CNAME www.house.test.";
  private static final List<String> WWW =
      List.of("www.house.test. 3600 A 192.0.2.80", "www.house.test. 3600 A 192.0.2.81");

  @Test
  void step1RecursionDesiredIsCopiedAndNotAvailable(DnsClient client) throws IOException {
    Reply reply = client.ask(query("www.house.test.", "A").flags(QueryOctets.RD));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(QueryOctets.RD, reply.flags() & QueryOctets.RD);
    assertEquals(0, client.ask(query("www.house.test.", "A")).flags() & QueryOctets.RD);
  }

  @Test
  void step2NearestZoneAnswers(DnsClient client) throws IOException {
    Reply reply = client.ask(query("www.deep.house.test.", "A"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(List.of("www.deep.house.test. 3600 A 192.0.2.61"), reply.answer());
  }

  @Test
  void step2NearestZoneDeniesToo(DnsClient client) throws IOException {
    Reply reply = client.ask(query("missing.deep.house.test.", "A"));
    assertEquals("NXDOMAIN aa", reply.status());
    assertEquals(List.of(DEEP_NEGATIVE), reply.authority());
  }

  @Test
  void step2ApexOfTheNearestZone(DnsClient client) throws IOException {
    Reply reply = client.ask(query("deep.house.test.", "NS"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(List.of("deep.house.test. 3600 NS ns.deep.house.test."), reply.answer());
  }

  @Test
  void step2NoZoneIsRefused(DnsClient client) throws IOException {
    Reply reply = client.ask(query("www.nowhere.invalid.", "A"));
    assertEquals("REFUSED", reply.status());
    assertEquals(List.of("www.nowhere.invalid. A"), reply.question());
    assertEquals(List.of(), reply.answer());
    assertEquals(List.of(), reply.authority());
  }

  @Test
  void step2ParentOfAServedZoneIsNotServed(DnsClient client) throws IOException {
    assertEquals("REFUSED", client.ask(query("test.", "SOA")).status());
    assertEquals("REFUSED", client.ask(query(".", "NS")).status());
  }

  @Test
  void step3aWholeNameMatches(DnsClient client) throws IOException {
    Reply reply = client.ask(query("www.house.test.", "A"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(List.of("www.house.test. A"), reply.question());
    assertEquals(WWW, reply.answer());
  }

  @Test
  void step3aApexHasItsSoa(DnsClient client) throws IOException {
    Reply reply = client.ask(query("house.test.", "SOA"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(
        List.of(HOUSE_NEGATIVE.replace("house.test. 300 SOA", "house.test. 3600 SOA")),
        reply.answer());
  }

  @Test
  void step3aAliasIsFollowed(DnsClient client) throws IOException {
    Reply reply = client.ask(query("alias.house.test.", "AAAA"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(
        List.of(ALIAS, "www.house.test. 3600 AAAA 2001:db8:0:0:0:0:0:80"), reply.answerInOrder());
  }

  @Test
  void step3aAliasItselfIsNotFollowedForQtypeCname(DnsClient client) throws IOException {
    Reply reply = client.ask(query("alias.house.test.", "CNAME"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(List.of(ALIAS), reply.answer());
  }

  @Test
  void step3aChainOfAliasesComesInOrder(DnsClient client) throws IOException {
    Reply reply = client.ask(query("alias3.house.test.", "A"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(
        List.of(
            "alias3.house.test. 3600 CNAME alias2.house.test.",
            "alias2.house.test. 3600 CNAME alias.house.test.",
            ALIAS),
        reply.answerInOrder().subList(0, 3));
    assertEquals(WWW, reply.answerInOrder().subList(3, 5).stream().sorted().toList());
  }

  @Test
  void step3aAliasOutOfAllZonesIsTheWholeAnswer(DnsClient client) throws IOException {
    Reply reply = client.ask(query("outside.house.test.", "A"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(List.of("outside.house.test. 3600 CNAME www.elsewhere.invalid."), reply.answer());
  }

  @Test
  @Differs(subject = SubjectKind.KNOT, why = "follows an alias inside one zone only")
  @Differs(
      subject = SubjectKind.BIND,
      why = "follows an alias inside one zone only, without recursion")
  void step3aAliasIntoAnotherServedZoneIsFollowed(DnsClient client) throws IOException {
    Reply reply = client.ask(query("across.house.test.", "A"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(
        List.of(
            "across.house.test. 3600 CNAME host.other.test.",
            "host.other.test. 1800 A 192.0.2.110"),
        reply.answerInOrder());
  }

  @Test
  @Differs(subject = SubjectKind.KNOT, why = "follows an alias inside one zone only")
  @Differs(
      subject = SubjectKind.BIND,
      why = "follows an alias inside one zone only, without recursion")
  void step3aAliasToAMissingNameOfAnotherZoneHasTheOtherSoa(DnsClient client) throws IOException {
    Reply reply = client.ask(query("across-missing.house.test.", "A"));
    assertEquals("NXDOMAIN aa", reply.status());
    assertEquals(
        List.of("across-missing.house.test. 3600 CNAME missing.other.test."), reply.answer());
    assertEquals(List.of(OTHER_NEGATIVE), reply.authority());
  }

  @Test
  void step3aAliasThatLoopsEnds(DnsClient client) throws IOException {
    Reply reply = client.ask(query("loop1.house.test.", "A"));
    assertTrue(
        reply.answer().contains("loop1.house.test. 3600 CNAME loop2.house.test."), reply::toString);
    assertTrue(reply.answer().size() <= 32, reply::toString);
  }

  @Test
  void step3aAliasToItselfEnds(DnsClient client) throws IOException {
    Reply reply = client.ask(query("self.house.test.", "A"));
    assertTrue(
        reply.answer().contains("self.house.test. 3600 CNAME self.house.test."), reply::toString);
  }

  @Test
  void step3aAliasToADelegatedNameEndsInAReferral(DnsClient client) throws IOException {
    Reply reply = client.ask(query("to-delegated.house.test.", "A"));
    // AA speaks of the first owner name of the answer section (RFC 1035 4.1.1).
    assertEquals("NOERROR aa", reply.status());
    assertEquals(
        List.of("to-delegated.house.test. 3600 CNAME host.child.house.test."), reply.answer());
    assertEquals(
        List.of(
            "child.house.test. 3600 NS ns.child.house.test.",
            "child.house.test. 3600 NS ns.sister.house.test."),
        reply.authority());
  }

  @Test
  void step3aAliasToAnEmptyNonTerminal(DnsClient client) throws IOException {
    Reply reply = client.ask(query("to-ent.house.test.", "A"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(List.of("to-ent.house.test. 3600 CNAME ent.house.test."), reply.answer());
    assertEquals(List.of(HOUSE_NEGATIVE), reply.authority());
  }

  @Test
  void step3cEmptyNonTerminalsExist(DnsClient client) throws IOException {
    for (String name : List.of("ent.house.test.", "b.ent.house.test.", "_tcp.house.test.")) {
      Reply reply = client.ask(query(name, "A"));
      assertEquals("NOERROR aa", reply.status(), name);
      assertEquals(List.of(), reply.answer(), name);
      assertEquals(List.of(HOUSE_NEGATIVE), reply.authority(), name);
    }
  }

  @Test
  void step3cMissingNameBesideAndBelowOthers(DnsClient client) throws IOException {
    for (String name : List.of("missing.house.test.", "a.www.house.test.", "c.b.ent.house.test.")) {
      Reply reply = client.ask(query(name, "A"));
      assertEquals("NXDOMAIN aa", reply.status(), name);
      assertEquals(List.of(), reply.answer(), name);
      assertEquals(List.of(HOUSE_NEGATIVE), reply.authority(), name);
    }
  }

  @Test
  void step6MailExchangersBringTheirAddresses(DnsClient client) throws IOException {
    Reply reply = client.ask(query("house.test.", "MX"));
    assertEquals(List.of("house.test. 3600 MX 10 mail.house.test."), reply.answer());
    assertEquals(
        List.of(
            "mail.house.test. 3600 A 192.0.2.25",
            "mail.house.test. 3600 AAAA 2001:db8:0:0:0:0:0:25"),
        Reply.ofOwner(reply.additional(), "mail.house.test."));
  }

  @Test
  void step6NameServersBringTheirAddresses(DnsClient client) throws IOException {
    Reply reply = client.ask(query("house.test.", "NS"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(
        List.of("house.test. 3600 NS ns1.house.test.", "house.test. 3600 NS ns2.house.test."),
        reply.answer());
    assertEquals(
        List.of(
            "ns1.house.test. 3600 A 192.0.2.1",
            "ns1.house.test. 3600 AAAA 2001:db8:0:0:0:0:0:1",
            "ns2.house.test. 3600 A 192.0.2.2"),
        reply.additional());
  }
}
