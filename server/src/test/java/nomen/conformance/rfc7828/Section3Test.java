package nomen.conformance.rfc7828;

import static nomen.conformance.client.QueryOctets.query;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import nomen.conformance.Conformance;
import nomen.conformance.Differs;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.Reply;
import nomen.conformance.subject.SubjectKind;
import org.junit.jupiter.api.Test;

/** RFC 7828 section 3: keeping a TCP connection alive. */
@Conformance
class Section3Test {
  private static final int KEEPALIVE = 11;

  @Test
  @Differs(subject = SubjectKind.NSD, why = "knows no edns-tcp-keepalive")
  @Differs(subject = SubjectKind.KNOT, why = "3.2 knows no edns-tcp-keepalive")
  void section3_3_2TimeoutIsToldOverTcpWhenAskedFor(DnsClient client) throws IOException {
    Reply reply = client.askOverTcp(query("www.house.test.", "A").option(KEEPALIVE));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(2, reply.requiredOption(KEEPALIVE).length);
  }

  @Test
  void section3_2_1OptionIsIgnoredOverUdp(DnsClient client) throws IOException {
    Reply reply = client.ask(query("www.house.test.", "A").option(KEEPALIVE));
    assertEquals("NOERROR aa", reply.status());
    assertFalse(reply.option(KEEPALIVE).isPresent());
  }

  @Test
  void section3_3_2TimeoutInAQueryIsAnswered(DnsClient client) throws IOException {
    String rcode =
        client
            .askOverTcp(query("www.house.test.", "A").option(KEEPALIVE, (byte) 0, (byte) 9))
            .rcode();
    assertTrue(rcode.equals("NOERROR") || rcode.equals("FORMERR"), rcode);
  }
}
