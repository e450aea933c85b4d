package nomen.loadtest.traffic.expectation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import nomen.codec.message.Header;
import nomen.codec.message.Message;
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
import nomen.loadtest.traffic.TrafficException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationsTest {
  private static final String FILE =
      """
      ; what must be
      www.example. A NOERROR aa
        A 192.0.2.1
        ; another
        A 192.0.2.2
      alias.example. A NOERROR
        CNAME WWW.example.
        www.example. A 192.0.2.1
        *
      gone.example. A NXDOMAIN aa
      sub.example. A NOERROR -aa
      any.example. A * *
      signed.example. A NOERROR
      \tA 192.0.2.3
      \tRRSIG A 8 2 300 20300101000000 20200101000000 1 example. MTIz
      """;

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Expectations read(String text) throws TrafficException {
    return Expectations.read("e.txt", stream(text));
  }

  private static ResourceRecord record(String owner, RRType type, String rdata) {
    return new ResourceRecord(Name.parse(owner), RRClass.IN, 77, Rdata.parse(type, rdata));
  }

  private static byte[] answer(String name, int flags, int rcode, ResourceRecord... records) {
    Message message =
        new Message(
            1,
            Header.QR | flags,
            rcode,
            List.of(new Question(Name.parse(name), RRTypes.A, RRClass.IN)),
            List.of(records),
            List.of(),
            List.of(),
            null);
    byte[] octets = new byte[4096];
    return Arrays.copyOf(octets, message.write(new MessageWriter(), octets, octets.length));
  }

  private static @Nullable String fault(byte[] octets) throws TrafficException {
    return read(FILE).findFault(octets, octets.length);
  }

  @Test
  void rightAnswersHaveNoFault() throws TrafficException {
    ResourceRecord one = record("www.example.", RRTypes.A, "192.0.2.1");
    ResourceRecord two = record("WWW.example.", RRTypes.A, "192.0.2.2");
    assertNull(fault(answer("www.EXAMPLE.", Header.AA, 0, two, one)));
    assertNull(
        fault(
            answer(
                "alias.example.",
                0,
                0,
                record("alias.example.", RRTypes.CNAME, "www.example."),
                one,
                two)));
    assertNull(fault(answer("gone.example.", Header.AA, Rcode.NXDOMAIN)));
    assertNull(fault(answer("sub.example.", 0, 0)));
    assertNull(fault(answer("any.example.", 0, Rcode.REFUSED)));
    assertNull(fault(answer("any.example.", Header.AA, 0, one)));
    assertNull(fault(answer("unknown.example.", 0, Rcode.SERVFAIL)), "nothing is known of it");
    // Truncated: the records come over TCP.
    assertNull(fault(answer("www.example.", Header.AA | Header.TC, 0)));
    assertEquals(6, read(FILE).count());
  }

  @Test
  void faultsNameQuestionExpectedAndGot() throws TrafficException {
    ResourceRecord one = record("www.example.", RRTypes.A, "192.0.2.1");
    ResourceRecord wrong = record("www.example.", RRTypes.A, "192.0.2.9");
    assertEquals(
        "www.example. A: expected NOERROR, got SERVFAIL",
        fault(answer("www.example.", Header.AA, Rcode.SERVFAIL)));
    assertEquals("www.example. A: expected AA, got none", fault(answer("www.example.", 0, 0, one)));
    assertEquals(
        "sub.example. A: expected no AA, got AA", fault(answer("sub.example.", Header.AA, 0)));
    assertEquals(
        "www.example. A: expected {www.example. A 192.0.2.1; www.example. A 192.0.2.2}, "
            + "got {www.example. A 192.0.2.1; www.example. A 192.0.2.9}",
        fault(answer("www.example.", Header.AA, 0, wrong, one)));
    assertEquals(
        "www.example. A: expected {www.example. A 192.0.2.1; www.example. A 192.0.2.2}, got {}",
        fault(answer("www.example.", Header.AA, 0)));
    assertEquals(
        "alias.example. A: expected {alias.example. CNAME WWW.example.; www.example. A 192.0.2.1}"
            + " and more, got {www.example. A 192.0.2.1}",
        fault(answer("alias.example.", Header.AA, 0, one)));
    assertEquals(
        "gone.example. A: expected {}, got {www.example. A 192.0.2.1}",
        fault(answer("gone.example.", Header.AA, Rcode.NXDOMAIN, one)));
  }

  @Test
  void signaturesCountWhereTheyAreExpected() throws TrafficException {
    String rrsig = "A 8 2 300 20300101000000 20200101000000 1 example. MTIz";
    ResourceRecord one = record("www.example.", RRTypes.A, "192.0.2.1");
    ResourceRecord two = record("www.example.", RRTypes.A, "192.0.2.2");
    ResourceRecord three = record("signed.example.", RRTypes.A, "192.0.2.3");
    ResourceRecord signature = record("signed.example.", RRTypes.RRSIG, rrsig);
    assertNull(
        fault(
            answer(
                "www.example.",
                Header.AA,
                0,
                one,
                two,
                record("www.example.", RRTypes.RRSIG, rrsig))));
    assertNull(fault(answer("signed.example.", 0, 0, three, signature)));
    assertNotNull(fault(answer("signed.example.", 0, 0, three)));
  }

  @Test
  void whatIsNoAnswerIsAFault() throws TrafficException {
    assertEquals("answer of 3 octets", fault(new byte[3]));
    byte[] cut = answer("www.example.", Header.AA, 0);
    String fault = String.valueOf(fault(Arrays.copyOf(cut, cut.length - 1)));
    assertTrue(fault.startsWith("answer that cannot be read: "), fault);
    byte[] update = cut.clone();
    update[2] = (byte) (0x80 | Opcode.UPDATE << 3);
    assertNull(fault(update), "updates are not asked about");
  }

  @Test
  void changedAnswersNeverThrow() throws TrafficException {
    Expectations expectations = read(FILE);
    byte[] good =
        answer("www.example.", Header.AA, 0, record("www.example.", RRTypes.A, "192.0.2.1"));
    SplittableRandom random = new SplittableRandom(5);
    int faults = 0;
    for (int round = 0; round < 5_000; round++) {
      byte[] octets = good.clone();
      octets[random.nextInt(octets.length)] = (byte) random.nextInt();
      faults += expectations.findFault(octets, octets.length - random.nextInt(2)) == null ? 0 : 1;
    }
    assertTrue(faults > 2_000, faults + " faults");
  }

  @ParameterizedTest
  @CsvSource({
    "'  A 192.0.2.1', '1: error: record: before the first question'",
    "'a. A', '1: error: RCODE: missing'",
    "'a. A BAD', '1: error: RCODE: unknown RCODE BAD'",
    "'a. BAD NOERROR', '1: error: type: unknown type BAD'",
    "'a. A NOERROR ra', '1: error: flag: ra is none of aa, -aa, *'",
    "'a. A NOERROR\n"
        + " a A 192.0.2.1', '2: error: record: www is no type, and no owner with a final dot'",
    "'a. A NOERROR\n a..b. A 1', '2: error: owner: empty label in name: a..b.'",
    "'a. A NOERROR\n * A', '2: error: more than the line has: A'",
    "'a. A NOERROR\na. A NOERROR', '2: error: question: a. A stands twice'",
    "'; nothing', ' error: no expectations'",
  })
  void faultsOfTheFileNamePlaceFieldAndRule(String text, String message) {
    assertEquals(
        "e.txt:" + message, assertThrows(TrafficException.class, () -> read(text)).getMessage());
  }

  @Test
  void expectationsOfAZone(@TempDir Path folder) throws IOException, TrafficException {
    Path zone =
        Files.writeString(
            folder.resolve("zone"),
            """
            @ 300 SOA ns hostmaster 1 2 3 4 5
            @ NS ns
            ns A 192.0.2.1
            www A 192.0.2.2
            www TXT "a;b"
            sub NS ns.sub
            sub DS 1 8 2 e2d3c916f6deeac73294e8268fb5885044a833fc5459588f4a9184cfc41a5766
            ns.sub A 192.0.2.3
            www A 192.0.2.4
            """);
    StringBuilder text = new StringBuilder();
    assertEquals(7, ZoneExpectations.print(zone, Name.parse("example."), text));
    assertTrue(
        text.toString()
            .contains(
                """
                sub.example. A NOERROR -aa
                sub.example. DS NOERROR aa
                """),
        text.toString());
    assertTrue(
        text.toString()
            .endsWith(
                """
                www.example. A NOERROR aa
                  A 192.0.2.2
                  A 192.0.2.4
                www.example. TXT NOERROR aa
                  TXT "a;b"
                """),
        text.toString());
    Expectations expectations = read(text.toString());
    assertEquals(7, expectations.count());
    byte[] answer =
        answer(
            "www.example.",
            Header.AA,
            0,
            record("www.example.", RRTypes.A, "192.0.2.4"),
            record("www.example.", RRTypes.A, "192.0.2.2"));
    assertNull(expectations.findFault(answer, answer.length));
  }
}
