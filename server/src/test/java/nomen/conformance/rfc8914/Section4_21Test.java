package nomen.conformance.rfc8914;

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

/** RFC 8914 section 4.21: code 20, "Not Authoritative". */
@Conformance
class Section4_21Test {
  @Test
  @Differs(subject = SubjectKind.BIND, why = "9.18 gives no extended error")
  void refusalOutsideAllZonesSaysNotAuthoritative(DnsClient client) throws IOException {
    Reply reply = client.ask(query("nowhere.invalid.", "A").edns(1232));
    assertEquals("REFUSED", reply.status());
    assertEquals(List.of(20), reply.extendedErrors());
  }

  @Test
  void section2GoodAnswersHaveNoExtendedError(DnsClient client) throws IOException {
    assertEquals(List.of(), client.ask(query("www.house.test.", "A").edns(1232)).extendedErrors());
    assertEquals(
        List.of(), client.ask(query("missing.house.test.", "A").edns(1232)).extendedErrors());
  }
}
