package nomen.conformance.rfc2782;

import static nomen.conformance.client.QueryOctets.query;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import nomen.conformance.Conformance;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.Reply;
import org.junit.jupiter.api.Test;

/** RFC 2782, "Target": a server is urged to add the addresses of the target. */
@Conformance
class TargetTest {
  @Test
  void addressesOfTheTargetAreAdded(DnsClient client) throws IOException {
    Reply reply = client.ask(query("_sip._tcp.house.test.", "SRV"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(
        List.of("_sip._tcp.house.test. 3600 SRV 0 5 5060 mail.house.test."), reply.answer());
    assertEquals(
        List.of(
            "mail.house.test. 3600 A 192.0.2.25",
            "mail.house.test. 3600 AAAA 2001:db8:0:0:0:0:0:25"),
        Reply.ofOwner(reply.additional(), "mail.house.test."));
  }
}
