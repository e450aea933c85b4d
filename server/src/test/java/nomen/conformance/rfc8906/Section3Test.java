package nomen.conformance.rfc8906;

import static nomen.conformance.client.QueryOctets.query;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import nomen.conformance.Conformance;
import nomen.conformance.Differs;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.Reply;
import nomen.conformance.subject.SubjectKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8906 sections 3 and 8: no silence, whatever the question. */
@Conformance
class Section3Test {
  @ParameterizedTest
  @ValueSource(strings = {"TYPE1000", "TYPE65280", "NULL", "TYPE65534", "SPF", "WKS"})
  void section3_1_2TypesWithoutDataHaveNoData(String type, DnsClient client) throws IOException {
    Reply reply = client.ask(query("www.house.test.", type));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(List.of(), reply.answer());
    assertEquals(1, reply.authority().size());
  }

  @Test
  void section3_1_3UnknownFlagOfTheHeader(DnsClient client) throws IOException {
    Reply reply = client.ask(query("www.house.test.", "A").flags(QueryOctets.Z));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(2, reply.answer().size());
  }

  @Test
  void section3_1_4UnknownOpcodesAreNotImplemented(DnsClient client) throws IOException {
    for (int opcode : new int[] {3, 7, 8, 14, 15}) {
      Reply reply = client.ask(QueryOctets.empty().opcode(opcode));
      assertEquals("NOTIMP", reply.rcode(), "opcode " + opcode);
      assertEquals(opcode, reply.flags() >>> 11 & 0xF);
    }
  }

  @Test
  void section3_1_5TcpIsAnswered(DnsClient client) throws IOException {
    assertEquals("NOERROR aa", client.askOverTcp(query("house.test.", "SOA")).status());
  }

  @Test
  void section3_2EdnsInAllItsForms(DnsClient client) throws IOException {
    assertEquals("NOERROR aa", client.ask(query("house.test.", "SOA").edns(4096)).status());
    assertEquals("BADVERS", client.ask(query("house.test.", "SOA").ednsVersion(1)).rcode());
    assertEquals("NOERROR aa", client.ask(query("house.test.", "SOA").option(100)).status());
    assertEquals("NOERROR aa", client.ask(query("house.test.", "SOA").ednsFlags(0x40)).status());
    assertEquals(
        "BADVERS", client.ask(query("house.test.", "SOA").ednsVersion(1).option(100)).rcode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"MAILA", "MAILB"})
  void obsoleteMetaTypesGetAnAnswer(String type, DnsClient client) throws IOException {
    String rcode = client.ask(query("house.test.", type)).rcode();
    assertTrue(Set.of("NOERROR", "NOTIMP", "FORMERR", "REFUSED").contains(rcode), rcode);
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPT", "TSIG", "TKEY"})
  void typesThatAreNoQuestionGetAnAnswer(String type, DnsClient client) throws IOException {
    String rcode = client.ask(query("house.test.", type)).rcode();
    assertTrue(Set.of("NOERROR", "NOTIMP", "FORMERR", "REFUSED").contains(rcode), rcode);
  }

  @Test
  void axfrOverUdpIsAnsweredAndDeniesTheZone(DnsClient client) throws IOException {
    Reply reply = client.ask(query("house.test.", "AXFR"));
    assertTrue(Set.of("NOTIMP", "FORMERR", "REFUSED").contains(reply.rcode()), reply::toString);
    assertEquals(List.of(), reply.answer());
  }

  @Test
  @Differs(subject = SubjectKind.NSD, why = "answers with a message whose counts are wrong")
  void ixfrOverUdpIsAnswered(DnsClient client) throws IOException {
    Reply reply = client.ask(query("house.test.", "IXFR"));
    assertTrue(
        Set.of("NOERROR", "NOTIMP", "FORMERR", "REFUSED", "NOTAUTH").contains(reply.rcode()),
        reply::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NONE", "CH", "HS", "CLASS32769"})
  void otherClassesAreRefused(String dclass, DnsClient client) throws IOException {
    // Over TCP, as for the CHAOS names below.
    Reply reply = client.askOverTcp(QueryOctets.empty().question("www.house.test.", "A", dclass));
    assertTrue(
        Set.of("REFUSED", "NOTIMP", "FORMERR", "NOTAUTH").contains(reply.rcode()), reply::toString);
    assertEquals(List.of(), reply.answer());
  }

  @Test
  void classAnyIsAnswered(DnsClient client) throws IOException {
    Reply reply = client.ask(QueryOctets.empty().question("www.house.test.", "A", "ANY"));
    assertTrue(
        Set.of("NOERROR", "REFUSED", "NOTIMP", "FORMERR").contains(reply.rcode()), reply::toString);
  }

  @Test
  void chaosNamesAreAnswered(DnsClient client) throws IOException {
    // Over TCP: BIND limits the rate of these over UDP, three a second, whatever is configured.
    for (String name : List.of("version.bind.", "id.server.", "hostname.bind.", "x.bind.")) {
      String rcode = client.askOverTcp(QueryOctets.empty().question(name, "TXT", "CH")).rcode();
      assertTrue(Set.of("NOERROR", "NXDOMAIN", "REFUSED").contains(rcode), name + " " + rcode);
    }
  }
}
