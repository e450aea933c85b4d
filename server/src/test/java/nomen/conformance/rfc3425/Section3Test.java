package nomen.conformance.rfc3425;

import static nomen.conformance.client.QueryOctets.query;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import nomen.conformance.Conformance;
import nomen.conformance.client.DnsClient;
import org.junit.jupiter.api.Test;

/** RFC 3425 section 3: inverse queries are not implemented. */
@Conformance
class Section3Test {
  @Test
  void inverseQueryIsNotImplemented(DnsClient client) throws IOException {
    assertEquals("NOTIMP", client.ask(query("www.house.test.", "A").opcode(1)).rcode());
  }
}
