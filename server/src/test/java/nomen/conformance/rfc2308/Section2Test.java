package nomen.conformance.rfc2308;

import static nomen.conformance.Zones.HOUSE_NEGATIVE;
import static nomen.conformance.client.QueryOctets.query;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import nomen.conformance.Conformance;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.Reply;
import org.junit.jupiter.api.Test;

/** RFC 2308 sections 2, 3 and 5: negative answers and how long they may be kept. */
@Conformance
class Section2Test {
  @Test
  void nameErrorHasTheSoa(DnsClient client) throws IOException {
    Reply reply = client.ask(query("missing.house.test.", "A"));
    assertEquals("NXDOMAIN aa", reply.status());
    assertEquals(List.of(HOUSE_NEGATIVE), reply.authority());
    assertEquals(List.of(), reply.additional());
  }

  @Test
  void noDataHasTheSoa(DnsClient client) throws IOException {
    Reply reply = client.ask(query("ns2.house.test.", "AAAA"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(List.of(), reply.answer());
    assertEquals(List.of(HOUSE_NEGATIVE), reply.authority());
  }

  @Test
  void section3SmallerOfSoaTtlAndMinimum(DnsClient client) throws IOException {
    // SOA TTL 3600, MINIMUM 300.
    assertEquals(
        List.of(HOUSE_NEGATIVE), client.ask(query("missing.house.test.", "A")).authority());
    // SOA TTL 60, MINIMUM 7200.
    String soa =
        "negative.test. 60 SOA ns.negative.test. hostmaster.negative.test."
            + " 3 7200 3600 1209600 7200";
    assertEquals(List.of(soa), client.ask(query("missing.negative.test.", "A")).authority());
    assertEquals(List.of(soa), client.ask(query("ns.negative.test.", "TXT")).authority());
  }

  @Test
  void section2_1AliasToAMissingNameIsANameError(DnsClient client) throws IOException {
    Reply reply = client.ask(query("dangling.house.test.", "A"));
    assertEquals("NXDOMAIN aa", reply.status());
    assertEquals(List.of("dangling.house.test. 3600 CNAME nowhere.house.test."), reply.answer());
    assertEquals(List.of(HOUSE_NEGATIVE), reply.authority());
  }

  @Test
  void section2_2AliasToANameWithoutTheType(DnsClient client) throws IOException {
    Reply reply = client.ask(query("to-nodata.house.test.", "AAAA"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(List.of("to-nodata.house.test. 3600 CNAME ns2.house.test."), reply.answer());
    assertEquals(List.of(HOUSE_NEGATIVE), reply.authority());
  }
}
