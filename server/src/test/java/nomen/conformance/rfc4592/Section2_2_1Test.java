package nomen.conformance.rfc4592;

import static nomen.conformance.Zones.EXAMPLE_NEGATIVE;
import static nomen.conformance.client.QueryOctets.query;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import nomen.conformance.Conformance;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.Reply;
import org.junit.jupiter.api.Test;

/** RFC 4592 section 2.2.1: the example zone and what the section says is answered from it. */
@Conformance
class Section2_2_1Test {
  private static void isWildcardMx(Reply reply, String owner) {
    assertEquals("NOERROR aa", reply.status());
    assertEquals(List.of(owner + " 3600 MX 10 host1.example."), reply.answer());
    assertEquals(List.of("host1.example. 3600 A 192.0.2.1"), reply.additional());
  }

  private static void isNoData(Reply reply) {
    assertEquals("NOERROR aa", reply.status());
    assertEquals(List.of(), reply.answer());
    assertEquals(List.of(EXAMPLE_NEGATIVE), reply.authority());
  }

  @Test
  void host3MxIsSynthesised(DnsClient client) throws IOException {
    isWildcardMx(client.ask(query("host3.example.", "MX")), "host3.example.");
  }

  @Test
  void host3AHasNoData(DnsClient client) throws IOException {
    isNoData(client.ask(query("host3.example.", "A")));
  }

  @Test
  void fooBarTxtIsSynthesisedOverTwoLabels(DnsClient client) throws IOException {
    Reply reply = client.ask(query("foo.bar.example.", "TXT"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(List.of("foo.bar.example. 3600 TXT \"this is a wildcard\""), reply.answer());
  }

  @Test
  void host1MxHasNoDataBecauseHost1Exists(DnsClient client) throws IOException {
    isNoData(client.ask(query("host1.example.", "MX")));
  }

  @Test
  void subOfAsteriskMxHasNoDataBecauseItExists(DnsClient client) throws IOException {
    isNoData(client.ask(query("sub.*.example.", "MX")));
  }

  @Test
  void telnetTcpHost1DoesNotExistBecauseItsEncloserDoes(DnsClient client) throws IOException {
    // The closest encloser is _tcp.host1.example., which has no asterisk below it.
    Reply reply = client.ask(query("_telnet._tcp.host1.example.", "SRV"));
    assertEquals("NXDOMAIN aa", reply.status());
    assertEquals(List.of(EXAMPLE_NEGATIVE), reply.authority());
  }

  @Test
  void hostBelowADelegationIsReferred(DnsClient client) throws IOException {
    Reply reply = client.ask(query("host.subdel.example.", "A"));
    assertEquals("NOERROR", reply.status());
    assertEquals(List.of(), reply.answer());
    assertEquals(
        List.of(
            "subdel.example. 3600 NS ns.example.com.", "subdel.example. 3600 NS ns.example.net."),
        reply.authority());
  }

  @Test
  void ghostOfAsteriskIsAskedForBelowAWildcardThatExists(DnsClient client) throws IOException {
    // The closest encloser is *.example., and *.*.example. does not exist.
    Reply reply = client.ask(query("ghost.*.example.", "MX"));
    assertEquals("NXDOMAIN aa", reply.status());
    assertEquals(List.of(EXAMPLE_NEGATIVE), reply.authority());
  }

  @Test
  void asteriskItselfIsAnOrdinaryName(DnsClient client) throws IOException {
    Reply reply = client.ask(query("*.example.", "TXT"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(List.of("*.example. 3600 TXT \"this is a wildcard\""), reply.answer());
  }

  @Test
  void emptyNonTerminalStopsTheWildcard(DnsClient client) throws IOException {
    isNoData(client.ask(query("host2.example.", "MX")));
    isNoData(client.ask(query("_tcp.host2.example.", "TXT")));
  }
}
