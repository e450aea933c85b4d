package nomen.conformance.rfc2136;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import nomen.conformance.Conformance;
import nomen.conformance.Differs;
import nomen.conformance.client.UpdateOctets;
import nomen.conformance.client.UpdatedZone;
import nomen.conformance.subject.SubjectKind;
import org.junit.jupiter.api.Test;

/** RFC 2136 section 2.4: each kind of prerequisite, met and not met. */
@Conformance
class Section2_4Test {
  @Test
  void rrsetExists(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().exists("www", "A")));
    assertEquals("NXRRSET", zone.send(zone.update().exists("www", "AAAA")));
    assertEquals("NXRRSET", zone.send(zone.update().exists("missing", "A")));
  }

  @Test
  void rrsetOfAnUnknownTypeExists(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().exists("generic", "TYPE65280")));
    assertEquals("NXRRSET", zone.send(zone.update().exists("generic", "TYPE65281")));
  }

  @Test
  void rrsetExistsWithValue(UpdatedZone zone) throws IOException {
    UpdateOctets both = zone.update().existsWith("www", "A", "192.0.2.81");
    assertEquals("NOERROR", zone.send(both.existsWith("www", "A", "192.0.2.80")));
  }

  @Test
  void rrsetExistsWithFewerValues(UpdatedZone zone) throws IOException {
    assertEquals("NXRRSET", zone.send(zone.update().existsWith("www", "A", "192.0.2.80")));
  }

  @Test
  void rrsetExistsWithMoreValues(UpdatedZone zone) throws IOException {
    UpdateOctets more = zone.update().existsWith("ns1", "A", "192.0.2.1");
    assertEquals("NXRRSET", zone.send(more.existsWith("ns1", "A", "192.0.2.2")));
  }

  @Test
  void rrsetExistsWithAnotherValue(UpdatedZone zone) throws IOException {
    assertEquals("NXRRSET", zone.send(zone.update().existsWith("ns1", "A", "192.0.2.2")));
    assertEquals("NXRRSET", zone.send(zone.update().existsWith("ns1", "AAAA", "2001:db8::1")));
    assertEquals("NXRRSET", zone.send(zone.update().existsWith("missing", "A", "192.0.2.2")));
  }

  @Test
  void valuesOfOneRRsetNeedNotStandTogether(UpdatedZone zone) throws IOException {
    UpdateOctets mixed =
        zone.update()
            .existsWith("www", "A", "192.0.2.80")
            .exists("ns1", "A")
            .existsWith("www", "TXT", "web")
            .existsWith("WWW", "A", "192.0.2.81");
    assertEquals("NOERROR", zone.send(mixed));
  }

  @Test
  @Differs(subject = SubjectKind.BIND, why = "a duplicate makes the sets differ: NXRRSET")
  void aValueMayBeNamedTwice(UpdatedZone zone) throws IOException {
    UpdateOctets twice = zone.update().existsWith("ns1", "A", "192.0.2.1");
    assertEquals("NOERROR", zone.send(twice.existsWith("ns1", "A", "192.0.2.1")));
  }

  @Test
  void valueOfAnUnknownType(UpdatedZone zone) throws IOException {
    byte[] right = {(byte) 0xAB, (byte) 0xCD};
    byte[] wrong = {(byte) 0xAB, (byte) 0xCE};
    assertEquals(
        "NOERROR", zone.send(zone.update().prerequisite("generic", "TYPE65280", "IN", 0, right)));
    assertEquals(
        "NXRRSET", zone.send(zone.update().prerequisite("generic", "TYPE65280", "IN", 0, wrong)));
  }

  @Test
  void rrsetDoesNotExist(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().doesNotExist("www", "AAAA")));
    assertEquals("NOERROR", zone.send(zone.update().doesNotExist("missing", "A")));
    assertEquals("YXRRSET", zone.send(zone.update().doesNotExist("www", "A")));
  }

  @Test
  void nameIsInUse(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().inUse("www")));
    assertEquals("NOERROR", zone.send(zone.update().inUse("@")));
    assertEquals("NXDOMAIN", zone.send(zone.update().inUse("missing")));
  }

  @Test
  void nameIsNotInUse(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().notInUse("missing")));
    assertEquals("YXDOMAIN", zone.send(zone.update().notInUse("www")));
    assertEquals("YXDOMAIN", zone.send(zone.update().notInUse("@")));
  }

  @Test
  void anEmptyNonTerminalIsNotInUse(UpdatedZone zone) throws IOException {
    assertEquals("NXDOMAIN", zone.send(zone.update().inUse("ent")));
    assertEquals("NOERROR", zone.send(zone.update().notInUse("ent")));
  }

  @Test
  void gluesAreDataOfTheZone(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().exists("ns.child", "A")));
    assertEquals("NOERROR", zone.send(zone.update().exists("child", "NS")));
    assertEquals("NXDOMAIN", zone.send(zone.update().inUse("www.child")));
  }

  @Test
  void soaIsComparedWholly(UpdatedZone zone) throws IOException {
    String rest = " 7200 3600 1209600 300";
    assertEquals(
        "NOERROR", zone.send(zone.update().existsWith("@", "SOA", "ns1 hostmaster 100" + rest)));
    assertEquals(
        "NXRRSET", zone.send(zone.update().existsWith("@", "SOA", "ns1 hostmaster 99" + rest)));
  }

  @Test
  void prerequisitesAloneChangeNothing(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().inUse("www").doesNotExist("www", "MX")));
    assertEquals(100, zone.serial());
  }

  @Test
  void theStateIsThatBeforeTheUpdate(UpdatedZone zone) throws IOException {
    UpdateOctets update = zone.update().notInUse("new").add("new", 60, "A", "192.0.2.9");
    assertEquals("NOERROR", zone.send(update));
    assertEquals("YXDOMAIN", zone.send(zone.update().notInUse("new")));
    assertEquals("NOERROR", zone.send(zone.update().inUse("new").deleteName("new")));
    assertEquals("NXDOMAIN", zone.send(zone.update().inUse("new").deleteName("new")));
  }
}
