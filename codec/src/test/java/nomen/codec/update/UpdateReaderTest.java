package nomen.codec.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import nomen.codec.message.Header;
import nomen.codec.message.Message;
import nomen.codec.message.MessageReader;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Opcode;
import nomen.codec.message.Question;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.wire.WireFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 2136 sections 2.3 to 2.5, 3.1.1, 3.2 and 3.4.1: what can be told without a zone. */
class UpdateReaderTest {
  private static final Name ZONE = Name.parse("example.");
  private static final Name HOST = Name.parse("Host.example.");
  private static final Question ZONE_RECORD = new Question(ZONE, RRTypes.SOA, RRClass.IN);
  private static final Rdata ADDRESS = Rdata.parse(RRTypes.A, "192.0.2.1");

  private static Message message(
      List<Question> zone, List<ResourceRecord> prerequisites, List<ResourceRecord> updates) {
    return new Message(
        7,
        Header.opcodeFlags(Opcode.UPDATE),
        Rcode.NOERROR,
        zone,
        prerequisites,
        updates,
        List.of(),
        null);
  }

  /** {@code "name class ttl type rdata"}; without rdata the record has none. */
  private static ResourceRecord record(String line) {
    String[] words = line.split(" ", -1);
    RRClass rrClass = RRClass.parse(words[1]);
    RRType type = RRTypes.parse(words[3]);
    assertNotNull(rrClass);
    assertNotNull(type);
    Rdata rdata =
        words.length == 4
            ? Rdata.ofValid(type, new byte[0], 0, 0)
            : Rdata.parse(type, String.join(" ", Arrays.copyOfRange(words, 4, words.length)));
    return new ResourceRecord(Name.parse(words[0]), rrClass, Integer.parseInt(words[2]), rdata);
  }

  private static Prerequisite prerequisite(String line) throws UpdateFormatException {
    Message message = message(List.of(ZONE_RECORD), List.of(record(line)), List.of());
    return UpdateReader.read(message).prerequisites().getFirst();
  }

  private static UpdateRequest update(String... lines) throws UpdateFormatException {
    List<ResourceRecord> records = Arrays.stream(lines).map(UpdateReaderTest::record).toList();
    return UpdateReader.read(message(List.of(ZONE_RECORD), List.of(), records));
  }

  private static void assertFault(int rcode, String message, UpdateFormatException e) {
    assertEquals(message, e.getMessage());
    assertEquals(Rcode.print(rcode), Rcode.print(e.rcode()));
  }

  @Test
  void section3_1_1OneZone() {
    for (List<Question> zones : List.of(List.<Question>of(), List.of(ZONE_RECORD, ZONE_RECORD))) {
      assertFault(
          Rcode.FORMERR,
          "zone section: " + zones.size() + " records, not one (RFC 2136 section 3.1.1)",
          assertThrows(
              UpdateFormatException.class,
              () -> UpdateReader.read(message(zones, List.of(), List.of()))));
    }
  }

  @Test
  void section3_1_1TypeOfTheZone() {
    Question other = new Question(ZONE, RRTypes.ANY, RRClass.CH);
    assertFault(
        Rcode.FORMERR,
        "zone section: example. ANY: type is not SOA (RFC 2136 section 3.1.1)",
        assertThrows(
            UpdateFormatException.class,
            () -> UpdateReader.read(message(List.of(other), List.of(), List.of()))));
  }

  @Test
  void section3_1_2ClassOfTheZone() {
    for (RRClass rrClass : List.of(RRClass.CH, RRClass.ANY, RRClass.NONE)) {
      Question other = new Question(ZONE, RRTypes.SOA, rrClass);
      assertFault(
          Rcode.NOTAUTH,
          "zone section: example.: no zone of class " + rrClass + " (RFC 2136 section 3.1.2)",
          assertThrows(
              UpdateFormatException.class,
              () -> UpdateReader.read(message(List.of(other), List.of(), List.of()))));
    }
  }

  @Test
  void section2_4FiveKinds() throws UpdateFormatException {
    assertEquals(
        new Prerequisite.RRsetExists(HOST, RRTypes.A), prerequisite("host.example. ANY 0 A"));
    assertEquals(
        new Prerequisite.RRsetExistsWithValue(HOST, ADDRESS),
        prerequisite("host.example. IN 0 A 192.0.2.1"));
    assertEquals(
        new Prerequisite.RRsetDoesNotExist(HOST, RRTypes.A),
        prerequisite("host.example. NONE 0 A"));
    assertEquals(new Prerequisite.NameIsInUse(HOST), prerequisite("host.example. ANY 0 ANY"));
    assertEquals(new Prerequisite.NameIsNotInUse(HOST), prerequisite("host.example. NONE 0 ANY"));
    assertEquals(
        new Prerequisite.RRsetExists(HOST, RRTypes.of(65_280)),
        prerequisite("host.example. ANY 0 TYPE65280"));
  }

  @ParameterizedTest
  @CsvSource({
    "host.example. ANY 1 A, FORMERR, TTL is not 0 (RFC 2136 section 3.2)",
    "host.example. NONE 1 A, FORMERR, TTL is not 0 (RFC 2136 section 3.2)",
    "host.example. IN 1 A 192.0.2.1, FORMERR, TTL is not 0 (RFC 2136 section 3.2)",
    "host.test. CH 1 A, FORMERR, TTL is not 0 (RFC 2136 section 3.2)",
    "host.test. CH 0 A 192.0.2.1, NOTZONE, not in the zone example. (RFC 2136 section 3.2)",
    "host.test. ANY 0 A 192.0.2.1, NOTZONE, not in the zone example. (RFC 2136 section 3.2)",
    "notexample. ANY 0 A, NOTZONE, not in the zone example. (RFC 2136 section 3.2)",
    "host.example. ANY 0 A 192.0.2.1, FORMERR, class ANY with RDATA (RFC 2136 section 3.2.1)",
    "host.example. NONE 0 A 192.0.2.1, FORMERR, class NONE with RDATA (RFC 2136 section 3.2.2)",
    "host.example. CH 0 A, FORMERR, 'class CH is not IN, ANY or NONE (RFC 2136 section 3.2.3)'",
    "host.example. ANY 0 AXFR, FORMERR, no RRset has this type (RFC 2136 section 2.4.1)",
    "host.example. NONE 0 MAILB, FORMERR, no RRset has this type (RFC 2136 section 2.4.3)",
    "host.example. IN 0 ANY, FORMERR, no record has this type (RFC 2136 section 2.4.2)",
  })
  void section3_2MalformedPrerequisites(String line, String rcode, String rule)
      throws UpdateFormatException {
    Message message =
        message(
            List.of(ZONE_RECORD),
            List.of(
                record("host.example. ANY 0 ANY"),
                record(line),
                record("host.test. IN 1 A 192.0.2.1")),
            List.of());
    List<Prerequisite> prerequisites = UpdateReader.read(message).prerequisites();
    assertEquals(2, prerequisites.size());
    UpdateFormatException e =
        assertInstanceOf(Prerequisite.Malformed.class, prerequisites.get(1)).fault();
    ResourceRecord record = message.answers().get(1);
    assertEquals(
        "prerequisite 2: " + record.owner() + " " + record.type() + ": " + rule, e.getMessage());
    assertEquals(rcode, Rcode.print(e.rcode()));
  }

  @Test
  void section2_5FourKinds() throws UpdateFormatException {
    UpdateRequest request =
        update(
            "host.example. IN 300 A 192.0.2.1",
            "host.example. ANY 0 A",
            "host.example. ANY 0 ANY",
            "host.example. NONE 0 A 192.0.2.1",
            "example. IN 2147483647 TYPE65280 \\# 0",
            "host.example. NONE 0 TYPE65280 \\# 0");
    assertNull(request.prescan());
    RRType unknown = RRTypes.of(65_280);
    assertEquals(
        List.of(
            new UpdateOperation.AddRecord(HOST, 300, ADDRESS),
            new UpdateOperation.DeleteRRset(HOST, RRTypes.A),
            new UpdateOperation.DeleteName(HOST),
            new UpdateOperation.DeleteRecord(HOST, ADDRESS),
            new UpdateOperation.AddRecord(
                ZONE, Integer.MAX_VALUE, Rdata.ofValid(unknown, new byte[0], 0, 0)),
            new UpdateOperation.DeleteRecord(HOST, Rdata.ofValid(unknown, new byte[0], 0, 0))),
        request.operations());
  }

  @ParameterizedTest
  @CsvSource({
    "host.test. CH 0 A, NOTZONE, not in the zone example. (RFC 2136 section 3.4.1.1)",
    "host.example. CH 0 A, FORMERR, 'class CH is not IN, ANY or NONE (RFC 2136 section 3.4.1.1)'",
    "host.example. IN 0 ANY, FORMERR, no record has this type (RFC 2136 section 3.4.1.2)",
    "host.example. IN 0 TYPE0, FORMERR, no record has this type (RFC 2136 section 3.4.1.2)",
    "host.example. IN 0 MAILA, FORMERR, no record has this type (RFC 2136 section 3.4.1.2)",
    "host.example. ANY 1 A, FORMERR, class ANY with a TTL that is not 0 (RFC 2136 section 3.4.1.2)",
    "host.example. ANY 0 A 192.0.2.1, FORMERR, class ANY with RDATA (RFC 2136 section 3.4.1.2)",
    "host.example. ANY 0 AXFR, FORMERR, no RRset has this type (RFC 2136 section 3.4.1.2)",
    "host.example. NONE 1 A 192.0.2.1, FORMERR,"
        + " class NONE with a TTL that is not 0 (RFC 2136 section 3.4.1.2)",
    "host.example. NONE 0 ANY, FORMERR, no record has this type (RFC 2136 section 3.4.1.2)",
    "host.example. NONE 0 A, FORMERR, class NONE without RDATA (RFC 2136 section 2.5.4)",
  })
  void section3_4_1PrescanIsKeptForLater(String line, String rcode, String rule)
      throws UpdateFormatException {
    UpdateRequest request = update("host.example. IN 300 A 192.0.2.1", line);
    UpdateFormatException prescan = request.prescan();
    assertNotNull(prescan);
    ResourceRecord record = record(line);
    assertEquals(
        "update 2: " + record.owner() + " " + record.type() + ": " + rule, prescan.getMessage());
    assertEquals(rcode, Rcode.print(prescan.rcode()));
    assertEquals(List.of(), request.operations());
  }

  @Test
  void section3_4_1TheFirstFaultOfTheUpdateSectionDecides() throws UpdateFormatException {
    String malformed = "host.example. IN 0 ANY";
    String outside = "host.test. IN 0 A 192.0.2.1";
    assertEquals(Rcode.FORMERR, rcodeOfPrescan(malformed, outside));
    assertEquals(Rcode.NOTZONE, rcodeOfPrescan(outside, malformed));
    assertEquals(Rcode.NOTZONE, rcodeOfPrescan("host.test. IN 0 ANY"));
  }

  private static int rcodeOfPrescan(String... lines) throws UpdateFormatException {
    UpdateFormatException prescan = update(lines).prescan();
    assertNotNull(prescan);
    return prescan.rcode();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ANY", "NONE", "IN"})
  void rfc2181Section8ATtlWithTheHighestBitCountsAsZero(String rrClass)
      throws WireFormatException, UpdateFormatException {
    Message message =
        message(
            List.of(ZONE_RECORD),
            List.of(record("host.example. " + rrClass + " 8388608 TXT" + data(rrClass))),
            List.of());
    byte[] octets = write(message);
    byte[] ttl = {0, (byte) 0x80, 0, 0};
    int at = 0;
    while (!Arrays.equals(octets, at, at + 4, ttl, 0, 4)) {
      at++;
    }
    octets[at] = (byte) 0x80;
    octets[at + 1] = 0;
    assertEquals(1, UpdateReader.read(MessageReader.read(octets)).prerequisites().size());
  }

  private static String data(String rrClass) {
    return rrClass.equals("IN") ? " x" : "";
  }

  @Test
  void whatIsWrittenIsReadAgain() throws WireFormatException, UpdateFormatException {
    UpdateRequest request =
        new UpdateRequest(
            ZONE,
            List.of(
                new Prerequisite.RRsetExists(HOST, RRTypes.MX),
                new Prerequisite.RRsetExistsWithValue(
                    HOST, Rdata.parse(RRTypes.MX, "10 host.example.")),
                new Prerequisite.RRsetDoesNotExist(HOST, RRTypes.NS),
                new Prerequisite.NameIsInUse(HOST),
                new Prerequisite.NameIsNotInUse(HOST)),
            List.of(
                new UpdateOperation.AddRecord(HOST, 300, Rdata.parse(RRTypes.NS, "host.example.")),
                new UpdateOperation.DeleteRRset(HOST, RRTypes.SOA),
                new UpdateOperation.DeleteName(HOST),
                new UpdateOperation.DeleteRecord(HOST, Rdata.parse(RRTypes.TXT, "x"))),
            null);
    assertEquals(
        request, UpdateReader.read(MessageReader.read(write(UpdateWriter.write(7, request)))));
  }

  private static byte[] write(Message message) {
    byte[] octets = new byte[65_535];
    return Arrays.copyOf(octets, message.write(new MessageWriter(), octets, octets.length));
  }

  @Test
  void whatWasNotReadIsNotWritten() {
    UpdateRequest failed =
        new UpdateRequest(
            ZONE, List.of(), List.of(), new UpdateFormatException(Rcode.FORMERR, "bad"));
    assertThrows(IllegalArgumentException.class, () -> UpdateWriter.write(7, failed));
  }
}
