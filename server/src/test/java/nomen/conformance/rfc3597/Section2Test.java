package nomen.conformance.rfc3597;

import static nomen.conformance.client.QueryOctets.query;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import nomen.conformance.Conformance;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.Reply;
import org.junit.jupiter.api.Test;

/** RFC 3597 sections 3 and 4: types without a row in the table. */
@Conformance
class Section2Test {
  @Test
  void section3UnknownTypeIsServed(DnsClient client) throws IOException {
    Reply reply = client.ask(query("unknown.house.test.", "TYPE65280"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(List.of("unknown.house.test. 3600 TYPE65280 \\# 4 0A000001"), reply.answer());
  }

  @Test
  void section4RdataOfAnUnknownTypeIsNotCompressed(DnsClient client) throws IOException {
    // The RDATA spells house.test., which a compressor might take for a name.
    Reply reply = client.ask(query("opaque.house.test.", "TYPE65281"));
    assertEquals(
        List.of("opaque.house.test. 3600 TYPE65281 \\# 12 05686F757365047465737400"),
        reply.answer());
  }

  @Test
  void section7ComparisonOfNamesIgnoresCase(DnsClient client) throws IOException {
    assertEquals(1, client.ask(query("UNKNOWN.House.Test.", "TYPE65280")).answer().size());
  }
}
