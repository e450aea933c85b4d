package nomen.codec.message;

import static nomen.codec.message.Requests.CLASS_IN;
import static nomen.codec.message.Requests.TYPE_A;
import static nomen.codec.message.Requests.TYPE_IXFR;
import static nomen.codec.message.Requests.TYPE_OPT;
import static nomen.codec.message.Requests.TYPE_SIG;
import static nomen.codec.message.Requests.TYPE_SOA;
import static nomen.codec.message.Requests.TYPE_TSIG;
import static nomen.codec.message.Requests.TYPE_TXT;
import static nomen.codec.message.Requests.option;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import nomen.codec.edns.OptionCode;
import nomen.codec.name.Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryReaderTest {
  private final Query query = new Query();

  private int read(Requests request) {
    byte[] octets = request.build();
    return QueryReader.read(octets, 0, octets.length, query);
  }

  private void accepted(Requests request) {
    assertEquals(Rcode.NOERROR, read(request));
  }

  private void refused(Requests request) {
    assertEquals(Rcode.FORMERR, read(request));
  }

  private static byte[] join(byte[]... parts) {
    byte[] joined = new byte[0];
    for (byte[] part : parts) {
      int at = joined.length;
      joined = Arrays.copyOf(joined, at + part.length);
      System.arraycopy(part, 0, joined, at, part.length);
    }
    return joined;
  }

  @Test
  void showsAPlainQuery() {
    byte[] octets =
        Requests.withFlags(Header.RD | Header.CD).question("Www.eXample.", TYPE_TXT).build();
    byte[] shifted = new byte[octets.length + 9];
    System.arraycopy(octets, 0, shifted, 5, octets.length);
    assertEquals(Rcode.NOERROR, QueryReader.read(shifted, 5, octets.length, query));
    assertEquals(0x1234, query.id());
    assertEquals(Opcode.QUERY, query.opcode());
    assertEquals(Header.RD | Header.CD, query.flags());
    assertTrue(query.recursionDesired());
    assertTrue(query.hasQuestion());
    assertEquals(5 + 12, query.qnameOffset());
    assertEquals(13, query.qnameLength());
    assertEquals(2, query.qnameLabels());
    assertTrue(
        Name.ofWire(query.octets(), query.qnameOffset()).equalsExactly(Name.parse("Www.eXample.")));
    assertEquals(TYPE_TXT, query.qtype());
    assertEquals(CLASS_IN, query.qclass());
    assertEquals(5 + octets.length, query.questionEnd());
    assertFalse(query.hasEdns());
    assertFalse(query.dnssecOk());
    assertEquals(512, query.udpPayloadSize());
    assertEquals(-1, query.tsigOffset());
    assertEquals(-1, query.authorityOffset());
    assertEquals(-1, query.clientCookieOffset());
  }

  @Test
  void forgetsThePreviousRequest() {
    accepted(
        Requests.query("a.b.", TYPE_IXFR)
            .record(Section.AUTHORITY, "b.", TYPE_SOA, 1, 0, new byte[22])
            .opt(option(OptionCode.COOKIE, 24))
            .tsig());
    assertTrue(query.hasEdns());
    accepted(Requests.query(".", TYPE_A));
    assertFalse(query.hasEdns());
    assertFalse(query.hasOption(OptionCode.COOKIE));
    assertEquals(-1, query.clientCookieOffset());
    assertEquals(0, query.serverCookieLength());
    assertEquals(-1, query.tsigOffset());
    assertEquals(-1, query.authorityOffset());
    assertEquals(0, query.qnameLabels());
    assertEquals(1, query.qnameLength());
  }

  @Test
  void everyTruncationIsAFormatError() {
    byte[] octets =
        Requests.query("www.example.", TYPE_IXFR)
            .record(Section.AUTHORITY, "example.", TYPE_SOA, 1, 0, new byte[22])
            .opt(option(OptionCode.COOKIE, 24))
            .tsig()
            .build();
    assertEquals(Rcode.NOERROR, QueryReader.read(octets, 0, octets.length, query));
    for (int length = 12; length < octets.length; length++) {
      // An array of that length, so that a look behind the end would throw.
      byte[] cut = Arrays.copyOf(octets, length);
      assertEquals(Rcode.FORMERR, QueryReader.read(cut, 0, length, query), length + " octets");
    }
  }

  @Test
  void trailingOctetIsAFormatError() {
    refused(Requests.query("example.", TYPE_A).octets(0));
    refused(Requests.query("example.", TYPE_A).opt().octets(0));
    refused(Requests.query("example.", TYPE_A).opt().tsig().octets(0));
  }

  @Test
  void qnameLimits() {
    String label63 = "a".repeat(63) + ".";
    accepted(Requests.query(label63.repeat(3) + "a".repeat(61) + ".", TYPE_A));
    assertEquals(255, query.qnameLength());
    assertEquals(4, query.qnameLabels());
    accepted(Requests.query("a.".repeat(127), TYPE_A));
    assertEquals(127, query.qnameLabels());
    Requests of256 = Requests.of(Opcode.QUERY).count(Section.QUESTION, 1);
    for (int i = 0; i < 127; i++) {
      of256.octets(1, 'a');
    }
    refused(of256.octets(1, 0, 0, 1, 0, 1));
    Requests tooLong = Requests.of(Opcode.QUERY).count(Section.QUESTION, 1);
    for (int i = 0; i < 128; i++) {
      tooLong.octets(1, 'a');
    }
    refused(tooLong.octets(0, 0, 1, 0, 1));
    refused(Requests.of(Opcode.QUERY).count(Section.QUESTION, 1).octets(64).octets(new int[70]));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x40, 0x80, 0xc0, 0xff})
  void qnameWithPointerOrReservedLabelTypeIsAFormatError(int label) {
    refused(Requests.of(Opcode.QUERY).count(Section.QUESTION, 1).octets(label, 4, 0, 1, 0, 1));
    refused(
        Requests.of(Opcode.QUERY).count(Section.QUESTION, 1).octets(1, 'a', label, 12, 0, 1, 0, 1));
    assertFalse(query.hasQuestion());
  }

  @Test
  void questionCount() {
    refused(Requests.query("example.", TYPE_A).question("example.", TYPE_A));
    refused(Requests.of(Opcode.NOTIFY));
    refused(Requests.of(Opcode.UPDATE));
  }

  @Test
  void withoutQuestionOnlyForACookie() {
    refused(Requests.of(Opcode.QUERY));
    refused(Requests.of(Opcode.QUERY).opt());
    assertTrue(query.hasEdns(), "the response to it needs OPT");
    refused(Requests.of(Opcode.QUERY).opt(option(OptionCode.NSID, 0)));
    accepted(Requests.of(Opcode.QUERY).opt(option(OptionCode.COOKIE, 8)));
    assertFalse(query.hasQuestion());
    assertEquals(12, query.questionEnd());
    assertEquals(12 + 11 + 4, query.clientCookieOffset());
  }

  @Test
  void queriesHaveNoOtherRecords() {
    for (Section section : new Section[] {Section.ANSWER, Section.AUTHORITY, Section.ADDITIONAL}) {
      refused(
          Requests.query("example.", TYPE_A)
              .record(section, "example.", TYPE_A, 1, 0, new byte[4]));
    }
  }

  @Test
  void soaInAuthorityIsForIxfr() {
    accepted(
        Requests.query("example.", TYPE_IXFR)
            .record(Section.AUTHORITY, "example.", TYPE_SOA, 1, 0, new byte[22]));
    assertEquals(query.questionEnd(), query.authorityOffset());
    refused(
        Requests.query("example.", TYPE_A)
            .record(Section.AUTHORITY, "example.", TYPE_SOA, 1, 0, new byte[22]));
    refused(
        Requests.query("example.", TYPE_IXFR)
            .record(Section.AUTHORITY, "example.", TYPE_A, 1, 0, new byte[4]));
    refused(
        Requests.query("example.", TYPE_IXFR)
            .record(Section.ADDITIONAL, "example.", TYPE_SOA, 1, 0, new byte[22]));
  }

  @Test
  void ownerMayPointBackwardsOnly() {
    Requests back = Requests.query("example.", TYPE_IXFR).octets(0xc0, 12, 0, 6, 0, 1);
    accepted(back.octets(new int[6]).counted(Section.AUTHORITY));
    for (int target : new int[] {25, 26, 27, 40}) {
      Requests forward = Requests.query("example.", TYPE_IXFR).octets(0xc0, target, 0, 6, 0, 1);
      refused(forward.octets(new int[6]).counted(Section.AUTHORITY));
    }
    Requests reserved = Requests.query("example.", TYPE_IXFR).octets(0x80, 12, 0, 6, 0, 1);
    refused(reserved.octets(new int[6]).counted(Section.AUTHORITY));
    Requests cut = Requests.query("example.", TYPE_IXFR).octets(0xc0);
    refused(cut.counted(Section.AUTHORITY));
    Requests ownerTooLong = Requests.query("example.", TYPE_IXFR);
    for (int i = 0; i < 128; i++) {
      ownerTooLong.octets(1, 'a');
    }
    refused(ownerTooLong.octets(0, 0, 6, 0, 1).octets(new int[6]).counted(Section.AUTHORITY));
  }

  @Test
  void showsEdns() {
    accepted(
        Requests.query("example.", TYPE_A)
            .record(Section.ADDITIONAL, ".", TYPE_OPT, 4096, 0x8000, new byte[0]));
    assertTrue(query.hasEdns());
    assertTrue(query.dnssecOk());
    assertEquals(4096, query.udpPayloadSize());
    assertEquals(0, query.ednsVersion());
    accepted(
        Requests.query("example.", TYPE_A)
            .record(Section.ADDITIONAL, ".", TYPE_OPT, 100, 0x7fff, new byte[0]));
    assertFalse(query.dnssecOk(), "unknown flags are ignored");
    assertEquals(512, query.udpPayloadSize(), "RFC 6891 section 6.2.3");
  }

  @Test
  void optStandsOnceInTheAdditionalSectionAtTheRoot() {
    refused(Requests.query("example.", TYPE_A).opt().opt());
    assertTrue(query.hasEdns());
    refused(
        Requests.query("example.", TYPE_A)
            .record(Section.ADDITIONAL, "a.", TYPE_OPT, 1232, 0, new byte[0]));
    assertFalse(query.hasEdns());
    refused(
        Requests.query("example.", TYPE_IXFR)
            .record(Section.AUTHORITY, ".", TYPE_OPT, 1232, 0, new byte[0]));
    refused(
        Requests.of(Opcode.UPDATE)
            .question("example.", TYPE_SOA)
            .record(Section.AUTHORITY, ".", TYPE_OPT, 1232, 0, new byte[0]));
    // A pointer to a root label is not a root label.
    refused(
        Requests.query("example.", TYPE_A)
            .octets(0xc0, 20, 0, 41, 4, 0, 0, 0, 0, 0, 0, 0)
            .counted(Section.ADDITIONAL));
  }

  @Test
  void otherEdnsVersionsAreBadversAndTheirOptionsAreNotRead() {
    Requests version1 =
        Requests.query("example.", TYPE_A)
            .record(Section.ADDITIONAL, ".", TYPE_OPT, 1232, 1 << 16 | 0x8000, (byte) 9);
    assertEquals(Rcode.BADVERS, read(version1));
    assertEquals(1, query.ednsVersion());
    assertTrue(query.dnssecOk());
    assertTrue(query.hasQuestion());
    refused(
        Requests.query("example.", TYPE_A)
            .record(Section.ADDITIONAL, ".", TYPE_OPT, 1232, 1 << 16, new byte[0])
            .octets(0));
  }

  @Test
  void optionsFillTheRdataExactly() {
    accepted(Requests.query("example.", TYPE_A).opt(option(65001, 3)));
    accepted(Requests.query("example.", TYPE_A).opt(option(65001, 0)));
    byte[] options = join(option(OptionCode.NSID, 0), option(OptionCode.PADDING, 9));
    accepted(Requests.query("example.", TYPE_A).opt(options));
    assertTrue(query.hasOption(OptionCode.NSID));
    assertTrue(query.hasOption(OptionCode.PADDING));
    assertFalse(query.hasOption(OptionCode.EXPIRE));
    assertFalse(query.hasOption(65001));
    for (int length = 1; length < options.length; length++) {
      Requests cut = Requests.query("example.", TYPE_A).opt(Arrays.copyOf(options, length));
      assertEquals(length == 4 ? Rcode.NOERROR : Rcode.FORMERR, read(cut), length + " octets");
    }
  }

  @Test
  void cookieLengths() {
    for (int length = 0; length <= 50; length++) {
      boolean allowed = length == 8 || length >= 16 && length <= 40;
      int rcode = read(Requests.query("example.", TYPE_A).opt(option(OptionCode.COOKIE, length)));
      assertEquals(allowed ? Rcode.NOERROR : Rcode.FORMERR, rcode, length + " octets");
      assertEquals(allowed ? length - 8 : 0, query.serverCookieLength());
      assertEquals(allowed ? 12 + 9 + 4 + 11 + 4 : -1, query.clientCookieOffset());
    }
    assertTrue(query.hasOption(OptionCode.COOKIE));
  }

  @Test
  void theFirstCookieCountsAndTheOthersMustBeWellFormed() {
    byte[] two = join(option(OptionCode.COOKIE, 8), option(OptionCode.COOKIE, 24));
    accepted(Requests.query("example.", TYPE_A).opt(two));
    assertEquals(0, query.serverCookieLength());
    byte[] bad = join(option(OptionCode.COOKIE, 8), option(OptionCode.COOKIE, 9));
    refused(Requests.query("example.", TYPE_A).opt(bad));
  }

  @Test
  void keepaliveIsEmptyOrATimeout() {
    for (int length = 0; length < 5; length++) {
      boolean allowed = length == 0 || length == 2;
      byte[] option = option(OptionCode.TCP_KEEPALIVE, length);
      int rcode = read(Requests.query("example.", TYPE_A).opt(option));
      assertEquals(allowed ? Rcode.NOERROR : Rcode.FORMERR, rcode);
    }
  }

  @Test
  void contentsOfRequestsThatShouldBeEmptyAreIgnored() {
    for (int code : new int[] {OptionCode.NSID, OptionCode.EXPIRE, OptionCode.ZONEVERSION}) {
      accepted(Requests.query("example.", TYPE_A).opt(option(code, 0)));
      assertTrue(query.hasOption(code));
      accepted(Requests.query("example.", TYPE_A).opt(option(code, 5)));
      assertTrue(query.hasOption(code));
    }
  }

  @Test
  void tsigIsTheLastRecord() {
    accepted(Requests.query("example.", TYPE_A).opt().tsig());
    assertEquals(12 + 9 + 4 + 11, query.tsigOffset());
    accepted(Requests.query("example.", TYPE_A).tsig());
    assertEquals(12 + 9 + 4, query.tsigOffset());
    refused(Requests.query("example.", TYPE_A).tsig().opt());
    assertEquals(-1, query.tsigOffset());
    refused(Requests.query("example.", TYPE_A).tsig().tsig());
    refused(
        Requests.query("example.", TYPE_IXFR)
            .record(Section.AUTHORITY, "k.", TYPE_TSIG, 255, 0, new byte[20]));
  }

  @Test
  void sigIsTheLastRecordOfAQuery() {
    accepted(
        Requests.query("example.", TYPE_A)
            .opt()
            .record(Section.ADDITIONAL, ".", TYPE_SIG, 255, 0, new byte[20]));
    refused(
        Requests.query("example.", TYPE_A)
            .record(Section.ADDITIONAL, ".", TYPE_SIG, 255, 0, new byte[20])
            .opt());
  }

  @Test
  void notifyAndUpdateHaveRecords() {
    accepted(
        Requests.of(Opcode.NOTIFY)
            .question("example.", TYPE_SOA)
            .record(Section.ANSWER, "example.", TYPE_SOA, 1, 0, new byte[22])
            .tsig());
    accepted(
        Requests.of(Opcode.UPDATE)
            .question("example.", TYPE_SOA)
            .record(Section.ANSWER, "a.example.", TYPE_A, 255, 0, new byte[0])
            .record(Section.AUTHORITY, "a.example.", TYPE_A, 1, 60, new byte[4])
            .record(Section.AUTHORITY, "b.example.", TYPE_SIG, 1, 60, new byte[4])
            .record(Section.ADDITIONAL, "a.example.", TYPE_A, 1, 60, new byte[4])
            .opt()
            .tsig());
    assertEquals(Opcode.UPDATE, query.opcode());
    assertTrue(query.hasEdns());
    assertTrue(query.tsigOffset() > 0);
  }
}
