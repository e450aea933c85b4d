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
  void aSecondDnameDoesNotStandBesideTheFirst(UpdatedZone zone) throws IOException {
    // The section has the second ignored; one that replaces the first leaves a sound zone, too.
    assertEquals("NOERROR", zone.send(zone.update().add("tree", 60, "DNAME", "new.test.")));
    assertEquals(1, zone.records("tree", "DNAME").size());
  }

  @Test
  @Differs(subject = SubjectKind.BIND, why = "it replaces the first")
  @Differs(
      subject = SubjectKind.KNOT,
      why = "version 3.2.6 ends with a failed assertion",
      crashes = true)
  void aSecondDnameIsIgnored(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().add("tree", 60, "DNAME", "new.test.")));
    assertEquals(List.of("3600 DNAME other.test."), zone.records("tree", "DNAME"));
  }

  @Test
  @Differs(subject = SubjectKind.BIND, why = "it is added")
  void aRecordBelowADnameIsNotAccepted(UpdatedZone zone) throws IOException {
    zone.send(zone.update().add("below.tree", 60, "A", "192.0.2.9"));
    assertEquals("NOERROR", zone.send(zone.update().notInUse("below.tree")));
  }
}
