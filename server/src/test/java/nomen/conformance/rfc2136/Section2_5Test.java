package nomen.conformance.rfc2136;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import nomen.conformance.Conformance;
import nomen.conformance.client.Reply;
import nomen.conformance.client.UpdateOctets;
import nomen.conformance.client.UpdatedZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 2136 section 2.5: each kind of update. */
@Conformance
class Section2_5Test {
  @Test
  void addsToAnRRset(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().add("www", 3600, "A", "192.0.2.82")));
    assertEquals(
        List.of("3600 A 192.0.2.80", "3600 A 192.0.2.81", "3600 A 192.0.2.82"),
        zone.records("www", "A"));
  }

  @Test
  void addsAnRRsetToAName(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().add("www", 60, "AAAA", "2001:db8::80")));
    assertEquals(List.of("60 AAAA 2001:db8:0:0:0:0:0:80"), zone.records("www", "AAAA"));
    assertEquals(2, zone.records("www", "A").size());
  }

  @Test
  void addsANameAndTheNamesAboveIt(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().add("a.b.c", 0, "A", "192.0.2.9")));
    assertEquals(List.of("0 A 192.0.2.9"), zone.records("a.b.c", "A"));
    assertEquals("NOERROR aa", zone.ask("b.c", "A").status());
    assertEquals("NXDOMAIN aa", zone.ask("x.b.c", "A").status());
  }

  @Test
  void aDuplicateIsIgnored(UpdatedZone zone) throws IOException {
    UpdateOctets twice = zone.update().add("www", 3600, "A", "192.0.2.80");
    assertEquals("NOERROR", zone.send(twice.add("new", 60, "A", "192.0.2.9")));
    assertEquals(2, zone.records("www", "A").size());
    UpdateOctets same = zone.update().add("new", 60, "A", "192.0.2.9");
    assertEquals("NOERROR", zone.send(same.add("new", 60, "A", "192.0.2.9")));
    assertEquals(List.of("60 A 192.0.2.9"), zone.records("new", "A"));
  }

  @ParameterizedTest
  @CsvSource({
    "TXT, \"one\" \"two\"",
    "MX, 0 .",
    "SRV, 1 2 3 host.example.",
    "CAA, 0 issue \"ca.example\"",
    "TLSA, 3 1 1 00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF",
    "SSHFP, 1 2 00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF",
    "PTR, host.example.",
    "HINFO, \"a\" \"b\"",
    "NAPTR, 1 2 \"u\" \"\" \"!a!b!\" .",
    "DHCID, AAIBY2/AuCccgoJbsaxcQc9TUapptP69lOjxfNuVAA2kjEA=",
    "DS, 1 8 2 00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF"
  })
  void addsAndDeletesEachType(String type, String rdata, UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().add("child", 60, type, rdata)));
    assertEquals("NOERROR", zone.send(zone.update().existsWith("child", type, rdata)));
    assertEquals("NOERROR", zone.send(zone.update().deleteRecord("child", type, rdata)));
    assertEquals("NOERROR", zone.send(zone.update().doesNotExist("child", type)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, 400})
  void addsAndDeletesUnknownTypes(int octets, UpdatedZone zone) throws IOException {
    byte[] rdata = new byte[octets];
    assertEquals(
        "NOERROR", zone.send(zone.update().operation("new", "TYPE65281", "IN", 60, rdata)));
    assertEquals(1, zone.records("new", "TYPE65281").size());
    assertEquals(
        "NOERROR", zone.send(zone.update().operation("new", "TYPE65281", "NONE", 0, rdata)));
    assertEquals("NXDOMAIN aa", zone.ask("new", "TYPE65281").status());
  }

  @Test
  void deletesAnRRset(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().deleteRRset("www", "A")));
    assertEquals(List.of(), zone.records("www", "A"));
    assertEquals(List.of("3600 TXT \"web\""), zone.records("www", "TXT"));
  }

  @Test
  void deletesAnRRsetOfAnUnknownType(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().deleteRRset("generic", "TYPE65280")));
    assertEquals("NXDOMAIN aa", zone.ask("generic", "TYPE65280").status());
  }

  @Test
  void deletesAName(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().deleteName("www")));
    assertEquals("NXDOMAIN aa", zone.ask("www", "A").status());
  }

  @Test
  void deletesANameButNotTheNamesBelowIt(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().add("ent", 60, "TXT", "now")));
    assertEquals("NOERROR", zone.send(zone.update().deleteName("ent")));
    assertEquals(List.of("3600 A 192.0.2.7"), zone.records("host.ent", "A"));
    assertEquals("NOERROR aa", zone.ask("ent", "TXT").status());
    assertEquals("NOERROR", zone.send(zone.update().deleteName("host.ent")));
    assertEquals("NXDOMAIN aa", zone.ask("ent", "TXT").status());
  }

  @Test
  void deletesARecord(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().deleteRecord("www", "A", "192.0.2.80")));
    assertEquals(List.of("3600 A 192.0.2.81"), zone.records("www", "A"));
    assertEquals("NOERROR", zone.send(zone.update().deleteRecord("www", "A", "192.0.2.81")));
    assertEquals("NOERROR aa", zone.ask("www", "A").status());
    assertEquals(List.of(), zone.records("www", "A"));
  }

  @Test
  void deletingWhatIsNotThereIsNoError(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().deleteRRset("www", "AAAA")));
    assertEquals("NOERROR", zone.send(zone.update().deleteRRset("missing", "A")));
    assertEquals("NOERROR", zone.send(zone.update().deleteName("missing")));
    assertEquals("NOERROR", zone.send(zone.update().deleteRecord("www", "A", "192.0.2.99")));
    assertEquals("NOERROR", zone.send(zone.update().deleteRecord("missing", "A", "192.0.2.99")));
    assertEquals(100, zone.serial());
  }

  @Test
  void aDelegationComesAndGoes(UpdatedZone zone) throws IOException {
    UpdateOctets cut = zone.update().add("sub", 60, "NS", "ns.sub");
    assertEquals("NOERROR", zone.send(cut.add("ns.sub", 60, "A", "192.0.2.54")));
    Reply referral = zone.ask("www.sub", "A");
    assertEquals("NOERROR", referral.status());
    assertEquals(List.of(zone.name("sub") + " 60 NS " + zone.name("ns.sub")), referral.authority());
    assertEquals(List.of(zone.name("ns.sub") + " 60 A 192.0.2.54"), referral.additional());
    assertEquals("NOERROR", zone.send(zone.update().deleteRRset("sub", "NS")));
    assertEquals(List.of("60 A 192.0.2.54"), zone.records("ns.sub", "A"));
  }
}
