package nomen.conformance.rfc4035;

import static nomen.conformance.client.QueryOctets.query;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import nomen.conformance.Conformance;
import nomen.conformance.Differs;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.Reply;
import nomen.conformance.subject.SubjectKind;
import org.junit.jupiter.api.Test;

/** RFC 4035 section 3.1: what an authoritative server adds for a client that set DO. */
@Conformance
class Section3_1Test {
  private static Reply ask(DnsClient client, String name, String type) throws IOException {
    return client.ask(query(name, type).dnssecOk());
  }

  /** Owners and covered types: "www.signed.test. A" for each RRSIG, in order. */
  private static List<String> signatures(List<String> records) {
    return records.stream()
        .map(line -> line.split(" ", 6))
        .filter(words -> words[2].equals("RRSIG"))
        .map(words -> words[0] + " " + words[3])
        .sorted()
        .toList();
  }

  /** Owners and next names of NSEC records: "a. b.". */
  private static List<String> denials(Reply reply) {
    return Reply.ofType(reply.authority(), "NSEC").stream()
        .map(line -> line.split(" ", 5))
        .map(words -> words[0] + " " + words[3])
        .sorted()
        .toList();
  }

  private static boolean anyDnssec(Reply reply) {
    Predicate<String> dnssec = line -> line.contains(" RRSIG ") || line.contains(" NSEC ");
    return reply.answer().stream().anyMatch(dnssec)
        || reply.authority().stream().anyMatch(dnssec)
        || reply.additional().stream().anyMatch(dnssec);
  }

  @Test
  void withoutDoNothingIsAdded(DnsClient client) throws IOException {
    for (String name : List.of("www", "missing", "x.wild", "a.secure", "a.insecure", "alias")) {
      Reply reply = client.ask(query(name + ".signed.test.", "A").edns(1232));
      assertFalse(anyDnssec(reply), reply::toString);
      assertFalse(anyDnssec(client.ask(query(name + ".signed.test.", "A"))), reply::toString);
    }
  }

  @Test
  void dnssecTypesAreAnsweredWhenAskedForWithoutDo(DnsClient client) throws IOException {
    assertEquals(2, client.ask(query("signed.test.", "DNSKEY")).answer().size());
    assertEquals(1, client.ask(query("www.signed.test.", "NSEC")).answer().size());
    // QTYPE RRSIG is a kind of ANY: one signature or all of them (RFC 8482 section 7).
    List<String> signatures =
        signatures(client.askOverTcp(query("www.signed.test.", "RRSIG")).answer());
    assertFalse(signatures.isEmpty());
    assertTrue(
        List.of("www.signed.test. A", "www.signed.test. AAAA", "www.signed.test. NSEC")
            .containsAll(signatures));
  }

  @Test
  void section3_1_1PositiveAnswerHasItsSignature(DnsClient client) throws IOException {
    Reply reply = ask(client, "www.signed.test.", "A");
    assertEquals("NOERROR aa", reply.status());
    assertEquals(List.of("www.signed.test. A"), signatures(reply.answer()));
    assertEquals(2, reply.answer().size());
  }

  @Test
  void section3_1_1AliasAndTargetAreBothSigned(DnsClient client) throws IOException {
    Reply reply = ask(client, "alias.signed.test.", "A");
    assertEquals(
        List.of("alias.signed.test. CNAME", "www.signed.test. A"), signatures(reply.answer()));
  }

  @Test
  void section3_1_1DnameIsSignedTheSynthesisedCnameIsNot(DnsClient client) throws IOException {
    Reply reply = ask(client, "host.old.signed.test.", "A");
    assertEquals(
        List.of("host.new.signed.test. A", "old.signed.test. DNAME"), signatures(reply.answer()));
    assertEquals(1, Reply.ofType(reply.answer(), "CNAME").size());
  }

  @Test
  void section3_1_3_1NoData(DnsClient client) throws IOException {
    Reply reply = ask(client, "ns.signed.test.", "AAAA");
    assertEquals("NOERROR aa", reply.status());
    assertEquals(List.of("ns.signed.test. old.signed.test."), denials(reply));
    assertEquals(
        List.of("ns.signed.test. NSEC", "signed.test. SOA"), signatures(reply.authority()));
  }

  @Test
  void section3_1_3_1NoDataAtAnEmptyNonTerminal(DnsClient client) throws IOException {
    Reply reply = ask(client, "ent.signed.test.", "A");
    assertEquals("NOERROR aa", reply.status());
    assertEquals(List.of("alias.signed.test. a.ent.signed.test."), denials(reply));
  }

  @Test
  void section3_1_3_2NameErrorProvesNameAndWildcard(DnsClient client) throws IOException {
    Reply reply = ask(client, "missing.signed.test.", "A");
    assertEquals("NXDOMAIN aa", reply.status());
    assertEquals(
        List.of("insecure.signed.test. host.new.signed.test.", "signed.test. alias.signed.test."),
        denials(reply));
    assertEquals(
        List.of("insecure.signed.test. NSEC", "signed.test. NSEC", "signed.test. SOA"),
        signatures(reply.authority()));
  }

  @Test
  void section3_1_3_2OneNsecThatProvesBothComesOnce(DnsClient client) throws IOException {
    Reply reply = ask(client, "ab.signed.test.", "A");
    assertEquals("NXDOMAIN aa", reply.status());
    assertEquals(List.of("signed.test. alias.signed.test."), denials(reply));
  }

  @Test
  void section3_1_3_3WildcardAnswerProvesThatNoExactNameIsThere(DnsClient client)
      throws IOException {
    Reply reply = ask(client, "x.wild.signed.test.", "TXT");
    assertEquals("NOERROR aa", reply.status());
    assertEquals(List.of("x.wild.signed.test. TXT"), signatures(reply.answer()));
    assertEquals(List.of("*.wild.signed.test. www.signed.test."), denials(reply));
    assertTrue(signatures(reply.authority()).contains("*.wild.signed.test. NSEC"), reply::toString);
  }

  @Test
  void section3_1_3_4WildcardNoData(DnsClient client) throws IOException {
    Reply reply = ask(client, "x.wild.signed.test.", "A");
    assertEquals("NOERROR aa", reply.status());
    assertEquals(List.of(), reply.answer());
    assertEquals(List.of("*.wild.signed.test. www.signed.test."), denials(reply));
  }

  @Test
  void section3_1_4ReferralHasDsAndItsSignature(DnsClient client) throws IOException {
    Reply reply = ask(client, "a.secure.signed.test.", "A");
    assertEquals("NOERROR", reply.status());
    assertEquals(1, Reply.ofType(reply.authority(), "DS").size());
    assertEquals(List.of("secure.signed.test. DS"), signatures(reply.authority()));
    assertEquals(List.of(), denials(reply));
    assertEquals(List.of("ns.secure.signed.test. 3600 A 192.0.2.121"), reply.additional());
  }

  @Test
  void section3_1_4ReferralWithoutDsProvesIt(DnsClient client) throws IOException {
    Reply reply = ask(client, "a.insecure.signed.test.", "A");
    assertEquals("NOERROR", reply.status());
    assertEquals(List.of("insecure.signed.test. host.new.signed.test."), denials(reply));
    assertEquals(List.of("insecure.signed.test. NSEC"), signatures(reply.authority()));
  }

  @Test
  void section3_1_4_1DsIsAnsweredByTheParent(DnsClient client) throws IOException {
    Reply reply = ask(client, "secure.signed.test.", "DS");
    assertEquals("NOERROR aa", reply.status());
    assertEquals(1, Reply.ofType(reply.answer(), "DS").size());
    assertEquals(List.of("secure.signed.test. DS"), signatures(reply.answer()));
  }

  @Test
  void section3_1_4_1DsThatIsNotThereIsDeniedByTheParent(DnsClient client) throws IOException {
    Reply reply = ask(client, "insecure.signed.test.", "DS");
    assertEquals("NOERROR aa", reply.status());
    assertEquals(List.of("insecure.signed.test. host.new.signed.test."), denials(reply));
  }

  @Test
  void section3_1_4_1DsOfAServedChildComesFromTheServedParent(DnsClient client) throws IOException {
    Reply reply = client.ask(query("deep.house.test.", "DS"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(1, reply.answer().size());
  }

  @Test
  void section3_1_4_1DsOfAnApexWithoutServedParentHasNoData(DnsClient client) throws IOException {
    Reply reply = client.ask(query("house.test.", "DS"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(List.of(), reply.answer());
    assertEquals(1, Reply.ofType(reply.authority(), "SOA").size());
  }

  @Test
  @Differs(subject = SubjectKind.NSD, why = "clears CD")
  @Differs(subject = SubjectKind.KNOT, why = "clears CD")
  void section3_1_6AuthenticDataIsNotSetCheckingDisabledIsCopied(DnsClient client)
      throws IOException {
    Reply reply =
        client.ask(
            query("www.signed.test.", "A").dnssecOk().flags(QueryOctets.CD | QueryOctets.AD));
    assertEquals(0, reply.flags() & QueryOctets.AD);
    assertEquals(QueryOctets.CD, reply.flags() & QueryOctets.CD);
  }
}
