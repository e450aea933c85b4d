package nomen.conformance.rfc7314;

import static nomen.conformance.client.QueryOctets.query;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.ByteBuffer;
import nomen.conformance.Conformance;
import nomen.conformance.Differs;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.Reply;
import nomen.conformance.subject.SubjectKind;
import org.junit.jupiter.api.Test;

/** RFC 7314 section 3.2: the EXPIRE option of a primary. */
@Conformance
class Section3Test {
  private static final int EXPIRE = 9;

  @Test
  @Differs(subject = SubjectKind.NSD, why = "knows no EXPIRE")
  void section3_2PrimaryGivesTheExpireOfItsSoa(DnsClient client) throws IOException {
    Reply reply = client.ask(query("house.test.", "SOA").option(EXPIRE));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(1_209_600, ByteBuffer.wrap(reply.requiredOption(EXPIRE)).getInt());
  }

  @Test
  void expireDoesNotComeUnasked(DnsClient client) throws IOException {
    assertFalse(client.ask(query("house.test.", "SOA").edns(1232)).option(EXPIRE).isPresent());
  }
}
