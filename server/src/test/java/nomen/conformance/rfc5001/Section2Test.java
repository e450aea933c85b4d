package nomen.conformance.rfc5001;

import static nomen.conformance.client.QueryOctets.query;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import nomen.conformance.Conformance;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.Reply;
import nomen.conformance.subject.SubjectKind;
import org.junit.jupiter.api.Test;

/** RFC 5001 section 2: the identity of the server, when asked for. */
@Conformance
class Section2Test {
  private static final int NSID = 3;

  @Test
  void section2_1IdentityComesWhenAskedFor(DnsClient client) throws IOException {
    Reply reply = client.ask(query("www.house.test.", "A").option(NSID));
    assertEquals("NOERROR aa", reply.status());
    byte[] identity = reply.requiredOption(NSID);
    assertEquals(SubjectKind.NSID, new String(identity, StandardCharsets.US_ASCII));
  }

  @Test
  void section2_2IdentityDoesNotComeUnasked(DnsClient client) throws IOException {
    assertFalse(client.ask(query("www.house.test.", "A").edns(1232)).option(NSID).isPresent());
  }

  @Test
  void identityComesWithRefusalsToo(DnsClient client) throws IOException {
    Reply reply = client.ask(query("nowhere.invalid.", "A").option(NSID));
    assertEquals("REFUSED", reply.rcode());
    assertEquals(true, reply.option(NSID).isPresent());
  }
}
