package nomen.conformance.rfc2136;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import nomen.conformance.Conformance;
import nomen.conformance.Differs;
import nomen.conformance.UpdateZones;
import nomen.conformance.client.Reply;
import nomen.conformance.client.UpdateOctets;
import nomen.conformance.client.UpdatedZone;
import nomen.conformance.subject.SubjectKind;
import org.junit.jupiter.api.Test;

/** RFC 2136 section 3.3: who may update. */
@Conformance
class Section3_3Test {
  @Test
  @Differs(subject = SubjectKind.KNOT, why = "NOTAUTH")
  void whoMayNotIsRefused(UpdatedZone zone) throws IOException {
    UpdateOctets update = UpdateOctets.of(UpdateZones.CLOSED).add("new", 60, "A", "192.0.2.9");
    assertEquals("REFUSED", zone.send(update));
    Reply after = zone.ask("new." + UpdateZones.CLOSED, "A");
    assertEquals("NXDOMAIN aa", after.status());
  }

  @Test
  @Differs(subject = SubjectKind.KNOT, why = "NOTAUTH")
  void noAddressStandsForAKey(UpdatedZone zone) throws IOException {
    UpdateOctets update = UpdateOctets.of(UpdateZones.KEYED).add("new", 60, "A", "192.0.2.9");
    assertEquals("REFUSED", zone.send(update));
    assertEquals("NXDOMAIN aa", zone.ask("new." + UpdateZones.KEYED, "A").status());
  }

  @Test
  void theKeyOpensItsZone(UpdatedZone zone) throws IOException {
    UpdateOctets update = UpdateOctets.of(UpdateZones.KEYED).add("signed", 60, "A", "192.0.2.9");
    Reply reply = zone.client().ask(update.signedBy(UpdateZones.KEY));
    assertEquals("NOERROR", reply.rcode());
    assertEquals(List.of("60 A 192.0.2.9"), zone.records("signed." + UpdateZones.KEYED, "A"));
  }

  @Test
  @Differs(subject = SubjectKind.KNOT, why = "NOTAUTH")
  void theKeyOpensNoOtherZone(UpdatedZone zone) throws IOException {
    UpdateOctets update = UpdateOctets.of(UpdateZones.CLOSED).add("new", 60, "A", "192.0.2.9");
    assertEquals("REFUSED", zone.client().ask(update.signedBy(UpdateZones.KEY)).rcode());
  }

  @Test
  @Differs(subject = SubjectKind.KNOT, why = "NOTAUTH")
  void prerequisitesTellNothingToWhoMayNotUpdate(UpdatedZone zone) throws IOException {
    // The section stands after 3.2, but a refusal has to hide what the zone holds.
    assertEquals("REFUSED", zone.send(UpdateOctets.of(UpdateZones.CLOSED).inUse("missing")));
    assertEquals("REFUSED", zone.send(UpdateOctets.of(UpdateZones.CLOSED).notInUse("www")));
  }

  @Test
  @Differs(subject = SubjectKind.KNOT, why = "NOTAUTH")
  void nothingIsAllowedToWhoMayNotUpdate(UpdatedZone zone) throws IOException {
    assertEquals("REFUSED", zone.send(UpdateOctets.of(UpdateZones.CLOSED)));
  }
}
