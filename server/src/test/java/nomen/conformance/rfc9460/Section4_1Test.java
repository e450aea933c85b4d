package nomen.conformance.rfc9460;

import static nomen.conformance.client.QueryOctets.query;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import nomen.conformance.Conformance;
import nomen.conformance.Differs;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.Reply;
import nomen.conformance.subject.SubjectKind;
import org.junit.jupiter.api.Test;

/** RFC 9460 section 4.1: an authoritative server adds the addresses of TargetName. */
@Conformance
class Section4_1Test {
  @Test
  @Differs(subject = SubjectKind.NSD, why = "4.6 adds no addresses for HTTPS")
  void addressesOfTheTargetAreAdded(DnsClient client) throws IOException {
    Reply reply = client.ask(query("svc.house.test.", "HTTPS"));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(1, reply.answer().size());
    assertEquals(
        List.of(
            "www.house.test. 3600 A 192.0.2.80",
            "www.house.test. 3600 A 192.0.2.81",
            "www.house.test. 3600 AAAA 2001:db8:0:0:0:0:0:80"),
        Reply.ofOwner(reply.additional(), "www.house.test."));
  }
}
