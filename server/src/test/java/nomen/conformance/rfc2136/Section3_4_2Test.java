package nomen.conformance.rfc2136;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import nomen.conformance.Conformance;
import nomen.conformance.Differs;
import nomen.conformance.client.UpdateOctets;
import nomen.conformance.client.UpdatedZone;
import nomen.conformance.subject.SubjectKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 2136 section 3.4.2: what each record of the update section does, and the exceptions. */
@Conformance
class Section3_4_2Test {
  @Test
  void recordsAreProcessedInOrder(UpdatedZone zone) throws IOException {
    UpdateOctets update = zone.update().add("new", 60, "A", "192.0.2.9").deleteName("new");
    assertEquals("NOERROR", zone.send(update.add("new", 60, "A", "192.0.2.10")));
    assertEquals(List.of("60 A 192.0.2.10"), zone.records("new", "A"));
    UpdateOctets gone = zone.update().add("new2", 60, "A", "192.0.2.9");
    assertEquals("NOERROR", zone.send(gone.deleteRRset("new2", "A")));
    assertEquals("NXDOMAIN aa", zone.ask("new2", "A").status());
  }

  @Test
  @Differs(
      subject = SubjectKind.KNOT,
      why = "a record that is there already is ignored with its TTL")
  void aNewTtlReplacesTheOld(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().add("ns1", 60, "A", "192.0.2.1")));
    assertEquals(List.of("60 A 192.0.2.1"), zone.records("ns1", "A"));
  }

  @Test
  void theTtlOfAnRRsetIsThatOfTheLatest(UpdatedZone zone) throws IOException {
    // RFC 2181 section 5.2: all records of an RRset have one TTL.
    assertEquals("NOERROR", zone.send(zone.update().add("www", 60, "A", "192.0.2.82")));
    assertEquals(
        List.of("60 A 192.0.2.80", "60 A 192.0.2.81", "60 A 192.0.2.82"), zone.records("www", "A"));
  }

  @Test
  void theTtlOfAnRRsetIsThatOfTheLastInTheMessage(UpdatedZone zone) throws IOException {
    UpdateOctets update = zone.update().add("new", 60, "A", "192.0.2.8");
    assertEquals("NOERROR", zone.send(update.add("new", 30, "A", "192.0.2.9")));
    assertEquals(List.of("30 A 192.0.2.8", "30 A 192.0.2.9"), zone.records("new", "A"));
  }

  @Test
  void cnameBesideOtherDataIsIgnored(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().add("www", 60, "CNAME", "ns1")));
    assertEquals(2, zone.records("www", "A").size());
    assertEquals("NOERROR", zone.send(zone.update().doesNotExist("www", "CNAME")));
    assertEquals(100, zone.serial());
  }

  @Test
  void cnameAtTheApexIsIgnored(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().add("@", 60, "CNAME", "ns1")));
    assertEquals(100, zone.serial());
  }

  @Test
  void otherDataBesideACnameIsIgnored(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().add("alias", 60, "A", "192.0.2.9")));
    assertEquals("NOERROR", zone.send(zone.update().doesNotExist("alias", "A")));
    assertEquals("NOERROR", zone.send(zone.update().exists("alias", "CNAME")));
    assertEquals(100, zone.serial());
  }

  @Test
  void onlyTheConflictingRecordIsIgnored(UpdatedZone zone) throws IOException {
    UpdateOctets update = zone.update().add("alias", 60, "A", "192.0.2.9");
    assertEquals("NOERROR", zone.send(update.add("new", 60, "A", "192.0.2.9")));
    assertEquals(List.of("60 A 192.0.2.9"), zone.records("new", "A"));
    assertEquals("NOERROR", zone.send(zone.update().doesNotExist("alias", "A")));
  }

  @Test
  void theStateThatEarlierRecordsLeftDecides(UpdatedZone zone) throws IOException {
    UpdateOctets replace = zone.update().deleteName("www").add("www", 60, "CNAME", "ns1");
    assertEquals("NOERROR", zone.send(replace));
    assertEquals("NOERROR", zone.send(zone.update().exists("www", "CNAME")));
    UpdateOctets back = zone.update().deleteRRset("www", "CNAME");
    assertEquals("NOERROR", zone.send(back.add("www", 60, "A", "192.0.2.9")));
    assertEquals(List.of("60 A 192.0.2.9"), zone.records("www", "A"));
    UpdateOctets both = zone.update().add("new", 60, "CNAME", "ns1");
    assertEquals("NOERROR", zone.send(both.add("new", 60, "A", "192.0.2.9")));
    assertEquals(
        "NOERROR", zone.send(zone.update().doesNotExist("new", "A").exists("new", "CNAME")));
  }

  @Test
  void theNameOfTheZoneKeepsSoaAndNs(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().deleteName("@")));
    assertEquals(2, zone.records("@", "NS").size());
    assertEquals(1, zone.records("@", "SOA").size());
    assertEquals(List.of(), zone.records("@", "MX"));
    assertEquals(List.of(), zone.records("@", "TXT"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SOA", "NS"})
  void theRRsetsOfTheZoneAreNotDeleted(String type, UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().deleteRRset("@", type)));
    assertEquals("NOERROR", zone.send(zone.update().exists("@", type)));
    assertEquals(2, zone.records("@", "NS").size());
    assertEquals(100, zone.serial());
  }

  @Test
  void otherRRsetsOfTheApexAreDeleted(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().deleteRRset("@", "MX")));
    assertEquals(List.of(), zone.records("@", "MX"));
  }

  @Test
  void theSoaIsNotDeleted(UpdatedZone zone) throws IOException {
    String soa = "ns1 hostmaster 100 7200 3600 1209600 300";
    assertEquals("NOERROR", zone.send(zone.update().deleteRecord("@", "SOA", soa)));
    assertEquals(100, zone.serial());
  }

  @Test
  void theLastNsOfTheZoneIsNotDeleted(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().deleteRecord("@", "NS", "ns1")));
    assertEquals(List.of("3600 NS " + zone.name("ns2")), zone.records("@", "NS"));
    assertEquals("NOERROR", zone.send(zone.update().deleteRecord("@", "NS", "ns2")));
    assertEquals(List.of("3600 NS " + zone.name("ns2")), zone.records("@", "NS"));
  }

  @Test
  void theLastNsIsNotDeletedByOneMessageEither(UpdatedZone zone) throws IOException {
    UpdateOctets update = zone.update().deleteRecord("@", "NS", "ns1");
    assertEquals("NOERROR", zone.send(update.deleteRecord("@", "NS", "ns2")));
    assertEquals(List.of("3600 NS " + zone.name("ns2")), zone.records("@", "NS"));
  }

  @Test
  void theNsRRsetIsReplacedByAddingFirst(UpdatedZone zone) throws IOException {
    UpdateOctets update =
        zone.update().add("@", 3600, "NS", "ns.other.test.").deleteRecord("@", "NS", "ns1");
    assertEquals("NOERROR", zone.send(update.deleteRecord("@", "NS", "ns2")));
    assertEquals(List.of("3600 NS ns.other.test."), zone.records("@", "NS"));
  }

  @Test
  void anNsElsewhereMayBeTheLast(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().deleteRecord("child", "NS", "ns.child")));
    assertEquals("NXDOMAIN aa", zone.ask("child.child", "A").status());
  }

  @Test
  void soaElsewhereThanAtTheApexIsIgnored(UpdatedZone zone) throws IOException {
    String soa = "ns1 hostmaster 200 7200 3600 1209600 300";
    assertEquals("NOERROR", zone.send(zone.update().add("www", 60, "SOA", soa)));
    assertEquals("NOERROR", zone.send(zone.update().doesNotExist("www", "SOA")));
    assertEquals(100, zone.serial());
  }

  @Test
  void compressedNamesInRdataAreTaken(UpdatedZone zone) throws IOException {
    byte[] rdata = {0, 20, 2, 'm', 'x', (byte) 0xC0, 12};
    assertEquals("NOERROR", zone.send(zone.update().operation("www", "MX", "IN", 60, rdata)));
    assertEquals(List.of("60 MX 20 " + zone.name("mx")), zone.records("www", "MX"));
  }
}
