package nomen.conformance.rfc2136;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import nomen.conformance.Conformance;
import nomen.conformance.Differs;
import nomen.conformance.client.UpdateOctets;
import nomen.conformance.client.UpdatedZone;
import nomen.conformance.subject.SubjectKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 2136 section 3.2: prerequisites that are not as they have to be, and their order. */
@Conformance
class Section3_2Test {
  @ParameterizedTest
  @CsvSource({"A, ANY", "ANY, ANY", "A, NONE", "ANY, NONE"})
  void aTtlIsAFormatError(String type, String dclass, UpdatedZone zone) throws IOException {
    assertEquals("FORMERR", zone.send(zone.update().prerequisite("www", type, dclass, 1)));
  }

  @Test
  void aTtlWithAValueIsAFormatError(UpdatedZone zone) throws IOException {
    byte[] rdata = {(byte) 192, 0, 2, 1};
    assertEquals("FORMERR", zone.send(zone.update().prerequisite("ns1", "A", "IN", 3600, rdata)));
  }

  @ParameterizedTest
  @CsvSource({"A, ANY", "ANY, ANY", "A, NONE", "ANY, NONE"})
  void rdataIsAFormatError(String type, String dclass, UpdatedZone zone) throws IOException {
    byte[] rdata = {(byte) 192, 0, 2, 1};
    assertEquals("FORMERR", zone.send(zone.update().prerequisite("www", type, dclass, 0, rdata)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CH", "CLASS0", "CLASS65280"})
  void anotherClassIsAFormatError(String dclass, UpdatedZone zone) throws IOException {
    assertEquals("FORMERR", zone.send(zone.update().prerequisite("www", "TXT", dclass, 0)));
  }

  @Test
  void rdataThatIsNotOfItsTypeIsAFormatError(UpdatedZone zone) throws IOException {
    byte[] three = {(byte) 192, 0, 2};
    assertEquals("FORMERR", zone.send(zone.update().prerequisite("www", "A", "IN", 0, three)));
    assertEquals("FORMERR", zone.send(zone.update().prerequisite("www", "A", "IN", 0)));
  }

  @ParameterizedTest
  @CsvSource({"A, ANY", "ANY, ANY", "A, NONE", "ANY, NONE"})
  void aNameOutsideIsNotOfTheZone(String type, String dclass, UpdatedZone zone) throws IOException {
    assertEquals(
        "NOTZONE", zone.send(zone.update().prerequisite("www.other.test.", type, dclass, 0)));
    assertEquals("NOTZONE", zone.send(zone.update().prerequisite("test.", type, dclass, 0)));
  }

  @Test
  void aNameOutsideWithAValueIsNotOfTheZone(UpdatedZone zone) throws IOException {
    assertEquals(
        "NOTZONE", zone.send(zone.update().existsWith("www.other.test.", "A", "192.0.2.1")));
  }

  @Test
  void theTtlIsTestedBeforeTheName(UpdatedZone zone) throws IOException {
    assertEquals(
        "FORMERR", zone.send(zone.update().prerequisite("www.other.test.", "A", "ANY", 1)));
  }

  @Test
  void theFirstThatIsNotMetDecides(UpdatedZone zone) throws IOException {
    assertEquals("NXDOMAIN", zone.send(zone.update().inUse("missing").exists("www", "AAAA")));
    assertEquals("NXRRSET", zone.send(zone.update().exists("www", "AAAA").inUse("missing")));
    assertEquals("YXDOMAIN", zone.send(zone.update().notInUse("www").doesNotExist("www", "A")));
    assertEquals("YXRRSET", zone.send(zone.update().doesNotExist("www", "A").notInUse("www")));
  }

  @Test
  void thoseWithValuesAreComparedLast(UpdatedZone zone) throws IOException {
    UpdateOctets update = zone.update().existsWith("www", "A", "192.0.2.99");
    assertEquals("YXDOMAIN", zone.send(update.notInUse("www")));
  }

  /** The pseudocode of section 3.2.5 takes one record after the other. */
  @Test
  void oneThatIsNotMetDecidesBeforeALaterMalformedOne(UpdatedZone zone) throws IOException {
    UpdateOctets update = zone.update().inUse("missing").prerequisite("www", "A", "ANY", 1);
    assertEquals("NXDOMAIN", zone.send(update));
    UpdateOctets outside = zone.update().notInUse("www");
    assertEquals("YXDOMAIN", zone.send(outside.inUse("www.other.test.")));
    UpdateOctets absent = zone.update().exists("www", "AAAA");
    assertEquals("NXRRSET", zone.send(absent.inUse("www.other.test.")));
  }

  @Test
  void aMalformedOneDecidesBeforeLaterOnesAndValues(UpdatedZone zone) throws IOException {
    UpdateOctets outside = zone.update().inUse("www.other.test.");
    assertEquals("NOTZONE", zone.send(outside.notInUse("www")));
    UpdateOctets value = zone.update().existsWith("www", "A", "192.0.2.99");
    assertEquals("NOTZONE", zone.send(value.inUse("www.other.test.")));
  }

  @Test
  @Differs(subject = SubjectKind.BIND, why = "the prescan comes first")
  void prerequisitesAreTestedBeforeThePrescan(UpdatedZone zone) throws IOException {
    UpdateOctets update = zone.update().inUse("missing");
    assertEquals("NXDOMAIN", zone.send(update.operation("www", "TXT", "CH", 0, (byte) 0)));
    UpdateOctets outside = zone.update().inUse("missing");
    assertEquals("NXDOMAIN", zone.send(outside.add("www.other.test.", 60, "A", "192.0.2.9")));
  }

  @Test
  void oneThatIsNotMetLeavesTheZoneAsItWas(UpdatedZone zone) throws IOException {
    UpdateOctets update = zone.update().inUse("www").exists("www", "AAAA");
    assertEquals("NXRRSET", zone.send(update.add("new", 60, "A", "192.0.2.9")));
    assertEquals("NXDOMAIN aa", zone.ask("new", "A").status());
    assertEquals(100, zone.serial());
  }

  @Test
  void typeAnyWithTheClassOfTheZoneIsNeverMet(UpdatedZone zone) throws IOException {
    // No RRset has the type ANY, so that the comparison at the end fails if nothing did before.
    String rcode = zone.send(zone.update().prerequisite("www", "ANY", "IN", 0));
    assertTrue(rcode.equals("NXRRSET") || rcode.equals("FORMERR"), rcode);
  }
}
