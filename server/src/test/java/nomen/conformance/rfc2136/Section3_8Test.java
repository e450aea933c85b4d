package nomen.conformance.rfc2136;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import nomen.conformance.Conformance;
import nomen.conformance.Differs;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.Reply;
import nomen.conformance.client.UpdateOctets;
import nomen.conformance.client.UpdatedZone;
import nomen.conformance.subject.SubjectKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 2136 sections 2.1, 2.2, 2.6 and 3.8: the message, the response and the transports. */
@Conformance
class Section3_8Test {
  private static final int HEADER = 12;

  @Test
  void theResponseHasIdOpcodeAndQr(UpdatedZone zone) throws IOException {
    UpdateOctets update = zone.update().add("new", 60, "A", "192.0.2.9").id(0xABCD);
    Reply reply = zone.client().ask(update.octets());
    assertEquals(0xABCD, reply.id());
    assertEquals(QueryOctets.QR | 5 << 11, reply.flags());
  }

  @Test
  void theResponseHasTheZoneOrNothing(UpdatedZone zone) throws IOException {
    byte[] octets =
        zone.client().ask(zone.update().add("n", 60, "A", "192.0.2.9").octets()).octets();
    int zones = octets[5];
    assertTrue(zones == 0 || zones == 1, () -> "ZOCOUNT " + zones);
    for (int count : new int[] {6, 8, 10}) {
      assertEquals(0, octets[count] << 8 | octets[count + 1]);
    }
    int zoneOctets = zones == 0 ? 0 : QueryOctets.wire(zone.apex()).length + 4;
    assertEquals(HEADER + zoneOctets, octets.length);
  }

  @Test
  void unusedBitsAreIgnored(UpdatedZone zone) throws IOException {
    UpdateOctets update = zone.update().add("new", 60, "A", "192.0.2.9");
    int unused = QueryOctets.RD | QueryOctets.CD | QueryOctets.AD | QueryOctets.Z | 0x0400;
    Reply reply = zone.client().ask(update.flags(unused).octets());
    assertEquals("NOERROR", reply.rcode());
    assertEquals(0, reply.flags() & (QueryOctets.Z | 0x0680));
  }

  @Test
  @Differs(subject = SubjectKind.KNOT, why = "RD and CD come back")
  void unusedBitsAreZeroInTheResponse(UpdatedZone zone) throws IOException {
    UpdateOctets update = zone.update().flags(QueryOctets.RD | QueryOctets.CD | QueryOctets.AD);
    Reply reply = zone.client().ask(update.inUse("www").octets());
    assertEquals(QueryOctets.QR | 5 << 11, reply.flags());
  }

  @Test
  void aResponseIsNotAnswered(UpdatedZone zone) throws IOException {
    UpdateOctets update = zone.update().add("new", 60, "A", "192.0.2.9").flags(QueryOctets.QR);
    QueryOctets good = QueryOctets.query(zone.apex(), "SOA");
    assertEquals(Optional.empty(), zone.client().askAnyOctets(update.octets(), good));
    assertEquals("NXDOMAIN aa", zone.ask("new", "A").status());
  }

  @Test
  void additionalRecordsAreNotAdded(UpdatedZone zone) throws IOException {
    UpdateOctets update = zone.update().add("new", 60, "MX", "10 mx.new");
    String rcode = zone.send(update.additional("mx.new", 60, "A", "192.0.2.9"));
    assertEquals("NOERROR", rcode);
    assertEquals("NXDOMAIN aa", zone.ask("mx.new", "A").status());
  }

  @Test
  void additionalRecordsMayBeOutside(UpdatedZone zone) throws IOException {
    UpdateOctets update = zone.update().add("new", 60, "MX", "10 mx.other.test.");
    assertEquals("NOERROR", zone.send(update.additional("mx.other.test.", 60, "A", "192.0.2.9")));
  }

  @Test
  @Differs(subject = SubjectKind.KNOT, why = "no OPT in responses to UPDATE")
  void ednsIsAnsweredWithEdns(UpdatedZone zone) throws IOException {
    Reply with =
        zone.client().ask(zone.update().add("n", 60, "A", "192.0.2.9").edns(1232).octets());
    assertEquals("NOERROR", with.rcode());
    assertTrue(with.opt().isPresent());
    Reply without = zone.client().ask(zone.update().add("o", 60, "A", "192.0.2.9").octets());
    assertTrue(without.opt().isEmpty());
  }

  @Test
  void everyCutIsAFormatError(UpdatedZone zone) throws IOException {
    UpdateOctets update = zone.update().inUse("www").existsWith("www", "TXT", "web");
    byte[] whole = update.deleteName("www").add("new", 60, "A", "192.0.2.9").octets();
    QueryOctets good = QueryOctets.query(zone.apex(), "SOA");
    for (int length = HEADER; length < whole.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);
      int octets = length;
      zone.client()
          .askAnyOctets(cut, good)
          .ifPresent(reply -> assertEquals("FORMERR", reply.rcode(), () -> octets + " octets"));
    }
    assertEquals(100, zone.serial());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aCountThatIsTooLargeIsAFormatError(int section, UpdatedZone zone) throws IOException {
    UpdateOctets update = zone.update().inUse("www").add("new", 60, "A", "192.0.2.9");
    assertEquals("FORMERR", zone.send(update.claim(section, 2)));
    assertEquals(100, zone.serial());
  }

  @Test
  @Differs(subject = SubjectKind.BIND, why = "they are ignored")
  void octetsBehindTheLastRecordAreAFormatError(UpdatedZone zone) throws IOException {
    UpdateOctets update = zone.update().add("new", 60, "A", "192.0.2.9");
    assertEquals("FORMERR", zone.send(update.trailer((byte) 0)));
    assertEquals(100, zone.serial());
  }

  @ParameterizedTest
  @CsvSource({"1", "2"})
  void anOptOutsideTheAdditionalSectionIsAFormatError(int section, UpdatedZone zone)
      throws IOException {
    UpdateOctets update =
        section == 1
            ? zone.update().prerequisite(".", "OPT", "CLASS1232", 0)
            : zone.update().operation(".", "OPT", "CLASS1232", 0);
    String rcode = zone.send(update);
    assertTrue(rcode.equals("FORMERR") || rcode.equals("NOTZONE"), rcode);
  }

  @Test
  void updatesAreTakenOverTcp(UpdatedZone zone) throws IOException {
    Reply reply = zone.client().askOverTcp(zone.update().add("new", 60, "A", "192.0.2.9").octets());
    assertEquals("NOERROR", reply.rcode());
    assertEquals(List.of("60 A 192.0.2.9"), zone.records("new", "A"));
  }

  @Test
  void sixtyThousandOctetsAreTakenOverTcp(UpdatedZone zone) throws IOException {
    UpdateOctets update = zone.update();
    int records = 0;
    while (update.octets().length < 60_000) {
      for (int more = 0; more < 50; more++) {
        update.add("h" + records % 100, 60, "TXT", "record " + records++);
      }
    }
    assertEquals("NOERROR", zone.client().askOverTcp(update.octets()).rcode());
    assertEquals(101, zone.serial());
    byte[] question = QueryOctets.query(zone.name("h99"), "TXT").octets();
    assertEquals(records / 100, zone.client().askOverTcp(question).answer().size());
  }

  @Test
  void fourThousandOctetsAreTakenOverUdp(UpdatedZone zone) throws IOException {
    UpdateOctets update = zone.update();
    for (int host = 0; host < 90; host++) {
      update.add("h" + host, 60, "A", "192.0.2.9");
    }
    assertTrue(update.octets().length > 3_000);
    assertEquals("NOERROR", zone.send(update));
    assertEquals(List.of("60 A 192.0.2.9"), zone.records("h89", "A"));
  }
}
