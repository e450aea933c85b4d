package nomen.conformance.rfc3596;

import static nomen.conformance.client.QueryOctets.query;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import nomen.conformance.Conformance;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.Reply;
import org.junit.jupiter.api.Test;

/** RFC 3596 and RFC 3901: the same answers over IPv6. */
@Conformance
class Section3Test {
  @Test
  void udpAndTcpOverIpv6(InetSocketAddress address6) throws IOException {
    try (DnsClient client = new DnsClient(address6, Duration.ofSeconds(5))) {
      List<String> expected = List.of("mail.house.test. 3600 AAAA 2001:db8:0:0:0:0:0:25");
      Reply udp = client.ask(query("mail.house.test.", "AAAA"));
      assertEquals("NOERROR aa", udp.status());
      assertEquals(expected, udp.answer());
      assertEquals(expected, client.askOverTcp(query("mail.house.test.", "AAAA")).answer());
    }
  }
}
