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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 2136 section 3.4.1: the prescan of the update section, before anything changes. */
@Conformance
class Section3_4_1Test {
  @ParameterizedTest
  @ValueSource(strings = {"CH", "CLASS0", "CLASS65280"})
  void anotherClassIsAFormatError(String dclass, UpdatedZone zone) throws IOException {
    assertEquals("FORMERR", zone.send(zone.update().operation("www", "TXT", dclass, 60, (byte) 0)));
  }

  @ParameterizedTest
  @CsvSource({
    "A, ANY",
    "ANY, ANY",
    "A, NONE",
    "ANY, NONE",
  })
  void aNameOutsideIsNotOfTheZone(String type, String dclass, UpdatedZone zone) throws IOException {
    byte[] rdata = dclass.equals("NONE") ? new byte[] {(byte) 192, 0, 2, 1} : new byte[0];
    assertEquals(
        "NOTZONE", zone.send(zone.update().operation("www.other.test.", type, dclass, 0, rdata)));
  }

  @Test
  void anAdditionOutsideIsNotOfTheZone(UpdatedZone zone) throws IOException {
    assertEquals("NOTZONE", zone.send(zone.update().add("www.other.test.", 60, "A", "192.0.2.9")));
    assertEquals("NOTZONE", zone.send(zone.update().add("test.", 60, "A", "192.0.2.9")));
    assertEquals("NOTZONE", zone.send(zone.update().add("xx" + zone.apex(), 60, "A", "192.0.2.9")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ANY", "AXFR", "MAILA", "MAILB"})
  @Differs(
      subject = SubjectKind.KNOT,
      why = "these are types like others",
      when = {"MAILA", "MAILB"})
  void anAdditionOfAQueryTypeIsAFormatError(String type, UpdatedZone zone) throws IOException {
    assertEquals("FORMERR", zone.send(zone.update().operation("www", type, "IN", 60)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"IXFR", "OPT", "TSIG", "TKEY", "TYPE128"})
  @Differs(subject = SubjectKind.KNOT, why = "added like data", when = "TYPE128")
  void anAdditionOfAnotherMetaTypeIsAFormatError(String type, UpdatedZone zone) throws IOException {
    assertEquals("FORMERR", zone.send(zone.update().operation("www", type, "IN", 60)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"AXFR", "MAILA", "MAILB"})
  @Differs(
      subject = SubjectKind.KNOT,
      why = "these are types like others",
      when = {"MAILA", "MAILB"})
  void aDeletionOfAQueryTypeIsAFormatError(String type, UpdatedZone zone) throws IOException {
    assertEquals("FORMERR", zone.send(zone.update().operation("www", type, "ANY", 0)));
    assertEquals("FORMERR", zone.send(zone.update().operation("www", type, "NONE", 0)));
  }

  @Test
  void aDeletionOfARecordOfTypeAnyIsAFormatError(UpdatedZone zone) throws IOException {
    assertEquals("FORMERR", zone.send(zone.update().operation("www", "ANY", "NONE", 0)));
  }

  @ParameterizedTest
  @CsvSource({"A, ANY", "ANY, ANY"})
  @Differs(subject = SubjectKind.KNOT, why = "the TTL is not looked at")
  void aDeletionWithATtlIsAFormatError(String type, String dclass, UpdatedZone zone)
      throws IOException {
    assertEquals("FORMERR", zone.send(zone.update().operation("www", type, dclass, 1)));
  }

  @Test
  void aDeletionOfARecordWithATtlIsAFormatError(UpdatedZone zone) throws IOException {
    byte[] rdata = {(byte) 192, 0, 2, 80};
    assertEquals("FORMERR", zone.send(zone.update().operation("www", "A", "NONE", 3600, rdata)));
    assertEquals(2, zone.records("www", "A").size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "ANY"})
  void aDeletionOfRRsetsWithRdataIsAFormatError(String type, UpdatedZone zone) throws IOException {
    byte[] rdata = {(byte) 192, 0, 2, 80};
    assertEquals("FORMERR", zone.send(zone.update().operation("www", type, "ANY", 0, rdata)));
    assertEquals(2, zone.records("www", "A").size());
  }

  @Test
  void anAdditionWithoutRdataIsAFormatError(UpdatedZone zone) throws IOException {
    assertEquals("FORMERR", zone.send(zone.update().operation("www", "A", "IN", 60)));
  }

  @ParameterizedTest
  @CsvSource({"A, C00002", "A, C000020101", "AAAA, C0000201", "MX, 000A", "SOA, 0000", "TXT, 0561"})
  @Differs(subject = SubjectKind.KNOT, why = "a string that is too long is added", when = "TXT")
  void rdataThatIsNotOfItsTypeIsAFormatError(String type, String hex, UpdatedZone zone)
      throws IOException {
    byte[] rdata = java.util.HexFormat.of().parseHex(hex);
    assertEquals("FORMERR", zone.send(zone.update().operation("www", type, "IN", 60, rdata)));
    assertEquals("FORMERR", zone.send(zone.update().operation("www", type, "NONE", 0, rdata)));
  }

  @Test
  void theNameIsTestedBeforeTheRest(UpdatedZone zone) throws IOException {
    assertEquals("NOTZONE", zone.send(zone.update().operation("www.other.test.", "A", "ANY", 1)));
  }

  @Test
  @Differs(subject = SubjectKind.KNOT, why = "the TTL is not looked at")
  void theFirstErrorDecides(UpdatedZone zone) throws IOException {
    UpdateOctets first = zone.update().add("www.other.test.", 60, "A", "192.0.2.9");
    assertEquals("NOTZONE", zone.send(first.operation("www", "A", "ANY", 1)));
    UpdateOctets second = zone.update().operation("www", "A", "ANY", 1);
    assertEquals("FORMERR", zone.send(second.add("www.other.test.", 60, "A", "192.0.2.9")));
  }

  @Test
  void anErrorInTheLastRecordUndoesNothingForNothingWasDone(UpdatedZone zone) throws IOException {
    UpdateOctets update = zone.update().add("new", 60, "A", "192.0.2.9").deleteName("www");
    assertEquals("NOTZONE", zone.send(update.add("www.other.test.", 60, "A", "192.0.2.9")));
    assertEquals("NXDOMAIN aa", zone.ask("new", "A").status());
    assertEquals(2, zone.records("www", "A").size());
    assertEquals(100, zone.serial());
  }

  @Test
  @Differs(
      subject = {SubjectKind.BIND, SubjectKind.KNOT},
      why = "it is kept, and served as 2147483648")
  void aTtlAboveTheLimitIsZeroOrRefused(UpdatedZone zone) throws IOException {
    // RFC 2181 section 8: the top bit of a TTL is never set; one that comes is taken for zero.
    String rcode = zone.send(zone.update().add("new", 0x8000_0000L, "A", "192.0.2.9"));
    List<String> records = zone.records("new", "A");
    if (rcode.equals("NOERROR")) {
      assertEquals(List.of("0 A 192.0.2.9"), records);
    } else {
      assertEquals("FORMERR", rcode);
      assertEquals(List.of(), records);
    }
  }

  @Test
  void theLargestTtlIsTaken(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().add("new", 0x7FFF_FFFFL, "A", "192.0.2.9")));
    assertEquals(List.of("2147483647 A 192.0.2.9"), zone.records("new", "A"));
  }
}
