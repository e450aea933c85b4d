package nomen.conformance.rfc6672;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import nomen.conformance.Conformance;
import nomen.conformance.Differs;
import nomen.conformance.client.UpdatedZone;
import nomen.conformance.subject.SubjectKind;
import org.junit.jupiter.api.Test;

/** RFC 6672 section 5.2: DNAME in dynamic updates. */
@Conformance
class Section5_2Test {
  @Test
  void aDnameComesAndGoes(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().add("new", 60, "DNAME", "other.test.")));
    assertEquals(
        List.of("60 CNAME www.other.test.", "60 DNAME other.test."), zone.records("www.new", "A"));
    assertEquals("NOERROR", zone.send(zone.update().deleteRRset("new", "DNAME")));
    assertEquals("NXDOMAIN aa", zone.ask("www.new", "A").status());
  }

  @Test
  void aDnameBesideACnameIsIgnored(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().add("alias", 60, "DNAME", "other.test.")));
    assertEquals("NOERROR", zone.send(zone.update().doesNotExist("alias", "DNAME")));
    assertEquals(100, zone.serial());
  }

  @Test
  @Differs(
      subject = SubjectKind.KNOT,
      why = "version 3.2.6 ends with a failed assertion",
      crashes = true)
  void aSecondDnameReplacesTheFirst(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().add("tree", 60, "DNAME", "new.test.")));
    assertEquals(List.of("60 DNAME new.test."), zone.records("tree", "DNAME"));
  }

  @Test
  void aCnameBesideADnameIsIgnored(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().add("tree", 60, "CNAME", "www")));
    assertEquals(List.of("3600 DNAME other.test."), zone.records("tree", "DNAME"));
    assertEquals(100, zone.serial());
  }

  @Test
  void namesBelowADnameAreOccluded(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().add("www", 60, "DNAME", "other.test.")));
    assertEquals("NOERROR", zone.send(zone.update().add("below.www", 60, "A", "192.0.2.9")));
    assertEquals(
        List.of("60 CNAME below.other.test.", "60 DNAME other.test."),
        zone.records("below.www", "A"));
  }
}
