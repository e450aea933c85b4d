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

/** RFC 2136 section 3.1: the zone section. */
@Conformance
class Section3_1Test {
  @Test
  void noZoneIsAFormatError(UpdatedZone zone) throws IOException {
    UpdateOctets none = UpdateOctets.withoutZone(zone.apex());
    assertEquals("FORMERR", zone.send(none.add("new", 60, "A", "192.0.2.9")));
    assertEquals("NXDOMAIN aa", zone.ask("new", "A").status());
  }

  @Test
  @Differs(subject = SubjectKind.KNOT, why = "there is no answer")
  void twoZonesAreAFormatError(UpdatedZone zone) throws IOException {
    UpdateOctets two = zone.update().zone("@", "SOA", "IN");
    assertEquals("FORMERR", zone.send(two.add("new", 60, "A", "192.0.2.9")));
    assertEquals("NXDOMAIN aa", zone.ask("new", "A").status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "NS", "ANY", "TYPE65280", "AXFR", "TYPE0"})
  void aTypeOtherThanSoaIsAFormatError(String type, UpdatedZone zone) throws IOException {
    UpdateOctets update = UpdateOctets.withoutZone(zone.apex()).zone("@", type, "IN");
    assertEquals("FORMERR", zone.send(update.add("new", 60, "A", "192.0.2.9")));
    assertEquals("NXDOMAIN aa", zone.ask("new", "A").status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"www", "missing", "child", "test.", "com.", "."})
  void aNameThatIsNoApexHereIsNotAuthoritative(String name, UpdatedZone zone) throws IOException {
    UpdateOctets update = UpdateOctets.withoutZone(zone.apex()).zone(name, "SOA", "IN");
    assertEquals("NOTAUTH", zone.send(update.add("new." + zone.name("www"), 60, "A", "192.0.2.9")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CH", "CLASS65280"})
  @Differs(subject = SubjectKind.BIND, why = "NOTIMP")
  @Differs(subject = SubjectKind.KNOT, why = "NOTIMP for CH, REFUSED for others")
  void anotherClassIsNotAuthoritative(String dclass, UpdatedZone zone) throws IOException {
    UpdateOctets update = UpdateOctets.withoutZone(zone.apex()).zone("@", "SOA", dclass);
    assertEquals("NOTAUTH", zone.send(update.operation("new", "TXT", dclass, 60, (byte) 0)));
  }

  @Test
  void theApexMayBeWrittenInAnyCase(UpdatedZone zone) throws IOException {
    String upper = zone.apex().toUpperCase(java.util.Locale.ROOT);
    UpdateOctets update = UpdateOctets.withoutZone(zone.apex()).zone(upper, "SOA", "IN");
    assertEquals("NOERROR", zone.send(update.add("new", 60, "A", "192.0.2.9")));
    assertEquals(List.of("60 A 192.0.2.9"), zone.records("new", "A"));
  }

  @Test
  void theZoneIsTestedBeforeThePrerequisites(UpdatedZone zone) throws IOException {
    UpdateOctets update = UpdateOctets.withoutZone(zone.apex()).zone("www", "SOA", "IN");
    assertEquals("NOTAUTH", zone.send(update.inUse("missing")));
  }
}
