package nomen.conformance.rfc9660;

import static nomen.conformance.client.QueryOctets.query;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import nomen.conformance.Conformance;
import nomen.conformance.Differs;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.Reply;
import nomen.conformance.subject.SubjectKind;
import org.junit.jupiter.api.Test;

/** RFC 9660 sections 2 and 3: which version of the zone answered. */
@Conformance
class Section3Test {
  private static final int ZONEVERSION = 19;

  @Test
  @Differs(subject = SubjectKind.NSD, why = "4.6 knows no ZONEVERSION")
  @Differs(subject = SubjectKind.KNOT, why = "3.2 knows no ZONEVERSION")
  @Differs(subject = SubjectKind.BIND, why = "9.18 knows no ZONEVERSION")
  void section2VersionIsLabelCountTypeAndSerial(DnsClient client) throws IOException {
    Reply reply = client.ask(query("host.other.test.", "A").option(ZONEVERSION));
    assertEquals("NOERROR aa", reply.status());
    // Two labels in other.test., type 0 (SOA-SERIAL), serial 7.
    assertArrayEquals(new byte[] {2, 0, 0, 0, 0, 7}, reply.requiredOption(ZONEVERSION));
  }

  @Test
  @Differs(subject = SubjectKind.NSD, why = "4.6 knows no ZONEVERSION")
  @Differs(subject = SubjectKind.KNOT, why = "3.2 knows no ZONEVERSION")
  @Differs(subject = SubjectKind.BIND, why = "9.18 knows no ZONEVERSION")
  void section3_2NameErrorsAndNoDataHaveAVersionToo(DnsClient client) throws IOException {
    Reply missing = client.ask(query("missing.other.test.", "A").option(ZONEVERSION));
    assertEquals("NXDOMAIN aa", missing.status());
    assertEquals(true, missing.option(ZONEVERSION).isPresent());
    Reply noData = client.ask(query("host.other.test.", "TXT").option(ZONEVERSION));
    assertEquals("NOERROR aa", noData.status());
    assertEquals(true, noData.option(ZONEVERSION).isPresent());
  }

  @Test
  void section3_2OtherResponsesHaveNone(DnsClient client) throws IOException {
    assertFalse(
        client
            .ask(query("nowhere.invalid.", "A").option(ZONEVERSION))
            .option(ZONEVERSION)
            .isPresent());
  }

  @Test
  void versionDoesNotComeUnasked(DnsClient client) throws IOException {
    assertFalse(
        client.ask(query("host.other.test.", "A").edns(1232)).option(ZONEVERSION).isPresent());
  }
}
