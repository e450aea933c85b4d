package nomen.conformance.rfc2136;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import nomen.conformance.Conformance;
import nomen.conformance.Differs;
import nomen.conformance.client.Reply;
import nomen.conformance.client.UpdateOctets;
import nomen.conformance.client.UpdatedZone;
import nomen.conformance.subject.SubjectKind;
import org.junit.jupiter.api.Test;

/** RFC 2136 section 1.1: when two records are the same. */
@Conformance
class Section1_1Test {
  @Test
  void ttlIsNotCompared(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().deleteRecord("www", "A", "192.0.2.80")));
    assertEquals(List.of("3600 A 192.0.2.81"), zone.records("www", "A"));
  }

  @Test
  void ownerNamesAreComparedWithoutCase(UpdatedZone zone) throws IOException {
    UpdateOctets update = zone.update().exists("WwW", "A").add("wWW", 3600, "A", "192.0.2.82");
    assertEquals("NOERROR", zone.send(update));
    assertEquals(3, zone.records("www", "A").size());
    assertEquals("NOERROR", zone.send(zone.update().deleteRRset("WWW", "A")));
    assertEquals(List.of(), zone.records("www", "A"));
  }

  @Test
  void namesInRdataAreComparedWithoutCase(UpdatedZone zone) throws IOException {
    byte[] rdata = zone.update().rdata("MX", "10 mail");
    rdata[3] = 'M';
    rdata[4] = 'A';
    assertEquals(
        "NOERROR", zone.send(zone.update().prerequisite("@", "MX", "IN", 0, rdata.clone())));
    assertEquals("NOERROR", zone.send(zone.update().operation("@", "MX", "NONE", 0, rdata)));
    assertEquals(List.of(), zone.records("@", "MX"));
  }

  @Test
  void charactersOfTextAreComparedWithCase(UpdatedZone zone) throws IOException {
    assertEquals("NXRRSET", zone.send(zone.update().existsWith("www", "TXT", "\"WEB\"")));
    assertEquals("NOERROR", zone.send(zone.update().deleteRecord("www", "TXT", "\"WEB\"")));
    assertEquals(List.of("3600 TXT \"web\""), zone.records("www", "TXT"));
  }

  @Test
  void wildcardsMatchOnlyThemselves(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().exists("*.wild", "TXT")));
    assertEquals("NXRRSET", zone.send(zone.update().exists("a.wild", "TXT")));
    assertEquals("NXDOMAIN", zone.send(zone.update().inUse("a.wild")));
    assertEquals("NOERROR", zone.send(zone.update().notInUse("a.wild")));
    assertEquals("NXDOMAIN", zone.send(zone.update().inUse("*")));
  }

  @Test
  void anUpdateOfAWildcardChangesOnlyTheWildcard(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().add("a.wild", 60, "TXT", "own")));
    assertEquals("NOERROR", zone.send(zone.update().deleteName("*.wild")));
    assertEquals(List.of("60 TXT \"own\""), zone.records("a.wild", "TXT"));
    assertEquals("NXDOMAIN aa", zone.ask("b.wild", "TXT").status());
  }

  @Test
  void aWildcardCanBeAdded(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().add("*.new", 60, "A", "192.0.2.9")));
    assertEquals(List.of("60 A 192.0.2.9"), zone.records("any.thing.new", "A"));
  }

  @Test
  void aliasesAreNotFollowed(UpdatedZone zone) throws IOException {
    assertEquals("NXRRSET", zone.send(zone.update().exists("alias", "A")));
    assertEquals("NOERROR", zone.send(zone.update().exists("alias", "CNAME")));
    assertEquals("NOERROR", zone.send(zone.update().deleteRRset("alias", "A")));
    assertEquals(2, zone.records("www", "A").size());
  }

  @Test
  void namesBelowADnameAreNotRedirected(UpdatedZone zone) throws IOException {
    assertEquals("NXDOMAIN", zone.send(zone.update().inUse("below.tree")));
    assertEquals("NOERROR", zone.send(zone.update().exists("tree", "DNAME")));
  }

  @Test
  void anotherCnameReplacesTheCname(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().add("alias", 60, "CNAME", "ns1")));
    assertEquals(
        List.of("60 CNAME " + zone.name("ns1")),
        Reply.ofType(zone.ask("alias", "CNAME").answer(), "CNAME").stream()
            .map(line -> line.split(" ", 2)[1])
            .toList());
  }

  @Test
  @Differs(
      subject = SubjectKind.KNOT,
      why = "WKS is a type like others: its records stand side by side")
  void wksIsReplacedIfAddressAndProtocolAreTheSame(UpdatedZone zone) throws IOException {
    byte[] smtp = {(byte) 192, 0, 2, 1, 6, 0, 0, 0, 0x40};
    byte[] ftp = {(byte) 192, 0, 2, 1, 6, 0, 0, 4};
    byte[] udp = {(byte) 192, 0, 2, 1, 17, 0, 0, 4};
    UpdateOctets update = zone.update().operation("ns1", "WKS", "IN", 60, smtp);
    assertEquals("NOERROR", zone.send(update.operation("ns1", "WKS", "IN", 60, udp)));
    assertEquals(2, zone.records("ns1", "WKS").size());
    assertEquals("NOERROR", zone.send(zone.update().operation("ns1", "WKS", "IN", 60, ftp)));
    assertEquals(2, zone.records("ns1", "WKS").size());
    assertEquals("NXRRSET", zone.send(zone.update().prerequisite("ns1", "WKS", "IN", 0, smtp)));
  }
}
