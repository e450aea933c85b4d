package nomen.codec.message;

import static nomen.codec.message.Requests.TYPE_A;
import static nomen.codec.message.Requests.option;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import nomen.codec.edns.OptionCode;
import nomen.codec.name.Name;
import org.junit.jupiter.api.Test;

class MessageWriterTest {
  private static final Name EXAMPLE = Name.parse("example.");

  private final Query query = new Query();
  private final MessageWriter writer = new MessageWriter();
  private final byte[] octets = new byte[65_535];

  private void begin(Requests request, int limit) {
    byte[] from = request.build();
    assertEquals(Rcode.NOERROR, QueryReader.read(from, 0, from.length, query));
    writer.beginResponse(query, octets, limit);
  }

  private void address(int last) {
    writer.beginRecord(MessageWriter.QNAME_OFFSET, TYPE_A, 1, 300);
    writer.wire().writeU32(0x0a000000 | last);
    writer.endRecord();
  }

  private String written(int length) {
    return HexFormat.of().formatHex(octets, 0, length);
  }

  @Test
  void respondsInTheCaseOfTheQuestion() {
    begin(
        Requests.withFlags(Header.RD | Header.AD | Header.CD | Header.Z | Header.TC)
            .question("eX.", TYPE_A),
        512);
    writer.setFlags(Header.AA);
    writer.section(Section.ANSWER);
    address(1);
    assertEquals(
        "1234"
            + "8510"
            + "0001000100000000" // RD and CD come back, AD, Z and TC do not
            + "02655800"
            + "0001"
            + "0001"
            + "c00c"
            + "0001"
            + "0001"
            + "0000012c"
            + "0004"
            + "0a000001",
        written(writer.finish()));
  }

  @Test
  void respondsToAHeaderAlone() {
    byte[] request = Requests.of(7).question("example.", TYPE_A).count(Section.ANSWER, 9).build();
    byte[] shifted = new byte[request.length + 3];
    System.arraycopy(request, 0, shifted, 3, request.length);
    writer.beginResponse(shifted, 3, octets, 512);
    writer.rcode(Rcode.NOTIMP);
    assertEquals("1234b8040000000000000000", written(writer.finish()));
  }

  @Test
  void respondsWithoutQuestion() {
    begin(Requests.of(Opcode.QUERY).opt(option(OptionCode.COOKIE, 8)), 512);
    writer.addEdns(1232, false);
    assertEquals("123480000000000000000001" + "00002904d0000000000000", written(writer.finish()));
  }

  @Test
  void compressesAgainstTheQuestion() {
    begin(Requests.query("www.example.", TYPE_A), 512);
    writer.section(Section.AUTHORITY);
    writer.beginRecord(EXAMPLE, 2, 1, 60);
    writer.names().write(writer.wire(), Name.parse("ns.Example."));
    writer.endRecord();
    byte[] owner = Name.parse("ns.example.").toWire();
    writer.section(Section.ADDITIONAL);
    writer.beginRecord(owner, 0, TYPE_A, 1, 60);
    writer.wire().writeU32(1);
    writer.endRecord();
    int length = writer.finish();
    assertEquals(
        "1234"
            + "8000"
            + "0001000000010001"
            + "03777777076578616d706c6500"
            + "00010001"
            + "c010"
            + "00020001"
            + "0000003c"
            + "0005"
            + "026e73c010"
            + "c029"
            + "00010001"
            + "0000003c"
            + "0004"
            + "00000001",
        written(length));
  }

  @Test
  void rollsBackToWholeRrsets() {
    begin(Requests.query("example.", TYPE_A), 512);
    writer.addEdns(1232, true);
    writer.section(Section.ANSWER);
    address(1);
    long mark = writer.mark();
    int position = writer.wire().position();
    for (int i = 0; i < 40; i++) {
      address(i);
    }
    assertTrue(writer.overflowed());
    writer.section(Section.ADDITIONAL);
    address(7);
    writer.rollback(mark);
    assertFalse(writer.overflowed());
    assertEquals(1, writer.count(Section.ANSWER));
    assertEquals(0, writer.count(Section.ADDITIONAL));
    assertEquals(position, writer.wire().position());
    writer.setFlags(Header.TC);
    address(2);
    assertEquals(2, writer.count(Section.ANSWER), "a smaller RRset may still follow");
    int length = writer.finish();
    assertEquals(12 + 13 + 2 * 16 + 11, length);
    assertEquals(Header.QR | Header.TC, Header.flags(octets, 0));
    assertEquals(2, Header.count(octets, 0, Section.ANSWER));
    assertEquals(1, Header.count(octets, 0, Section.ADDITIONAL));
  }

  @Test
  void rollbackForgetsNamesOfWhatWasTakenBack() {
    begin(Requests.query("example.", TYPE_A), 512);
    writer.section(Section.ANSWER);
    long mark = writer.mark();
    writer.beginRecord(Name.parse("gone.org."), TYPE_A, 1, 0);
    writer.rollback(mark);
    writer.beginRecord(Name.parse("gone.org."), TYPE_A, 1, 0);
    writer.endRecord();
    int length = writer.finish();
    assertEquals(12 + 13 + 10 + 10, length);
  }

  @Test
  void optNeverCostsTheLimit() {
    for (int answers = 25; answers < 40; answers++) {
      begin(Requests.query("example.", TYPE_A), 512);
      writer.addEdns(1232, true);
      assertTrue(writer.addOption(OptionCode.NSID, new byte[] {1, 2, 3}, 0, 3));
      assertTrue(writer.reserve(20));
      writer.section(Section.ANSWER);
      int fitting = 0;
      for (int i = 0; i < answers; i++) {
        long mark = writer.mark();
        address(i);
        if (writer.overflowed()) {
          writer.rollback(mark);
        } else {
          fitting++;
        }
      }
      assertEquals(Math.min(answers, (512 - 25 - 11 - 7 - 20) / 16), fitting);
      int length = writer.finish();
      assertEquals(25 + 16 * fitting + 18, length);
      assertEquals(512 - length, writer.remaining(), "the reserved room is free at the end");
    }
  }

  @Test
  void tsigGoesBehindOpt() {
    begin(Requests.query("example.", TYPE_A), 512);
    writer.addEdns(1232, false);
    assertTrue(writer.reserve(30));
    int unsigned = writer.finish();
    assertEquals(25 + 11, unsigned);
    writer.section(Section.ADDITIONAL);
    writer.beginRecord(EXAMPLE, Requests.TYPE_TSIG, 255, 0);
    writer.wire().writeOctets(new byte[16]);
    writer.endRecord();
    assertEquals(unsigned + 2 + 10 + 16, writer.finish());
    assertEquals(2, Header.count(octets, 0, Section.ADDITIONAL));
    assertEquals(0, octets[25], "OPT is written once, and first");
  }

  @Test
  void writesOptionsAndExtendedRcode() {
    begin(Requests.query(".", TYPE_A).opt(), 512);
    writer.addEdns(1232, true);
    assertTrue(writer.addOption(OptionCode.NSID, new byte[] {9, 'a', 'b', 9}, 1, 2));
    var option = writer.beginOption(OptionCode.EXPIRE, 4);
    assertTrue(option != null);
    option.writeU32(3600);
    writer.rcode(Rcode.BADCOOKIE);
    assertEquals(
        "1234"
            + "8007"
            + "0001000000000001"
            + "0000010001"
            + "00"
            + "0029"
            + "04d0"
            + "01008000"
            + "000e"
            + "000300026162"
            + "0009000400000e10",
        written(writer.finish()));
  }

  @Test
  void leavesOutOptionsThatDoNotFit() {
    begin(Requests.query(".", TYPE_A), 512);
    assertFalse(writer.addOption(OptionCode.NSID, new byte[1], 0, 1), "no OPT record");
    writer.addEdns(1232, true);
    assertFalse(writer.addOption(OptionCode.NSID, new byte[600], 0, 600));
    assertFalse(writer.addOption(OptionCode.NSID, new byte[481], 0, 481));
    assertTrue(writer.addOption(OptionCode.NSID, new byte[475], 0, 475));
    assertEquals(512 - 17 - 11 - 479, writer.remaining());
    assertNull(writer.beginOption(OptionCode.EXPIRE, 4));
    assertEquals(507, writer.finish());
    begin(Requests.query(".", TYPE_A), 65_535);
    writer.addEdns(1232, true);
    assertFalse(writer.addOption(OptionCode.NSID, new byte[1021], 0, 1021));
    assertTrue(writer.addOption(OptionCode.NSID, new byte[1020], 0, 1020));
  }

  @Test
  void reservesNothingIfItDoesNotFit() {
    begin(Requests.query(".", TYPE_A), 512);
    int remaining = writer.remaining();
    assertFalse(writer.reserve(remaining + 1));
    assertEquals(remaining, writer.remaining());
    assertTrue(writer.reserve(remaining));
    assertEquals(0, writer.remaining());
  }

  @Test
  void refusesWrongUse() {
    begin(Requests.query(".", TYPE_A), 512);
    writer.section(Section.AUTHORITY);
    assertThrows(IllegalStateException.class, () -> writer.section(Section.ANSWER));
    assertThrows(IllegalStateException.class, () -> writer.writeQuestion(EXAMPLE, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> writer.rcode(4096));
    assertThrows(IllegalArgumentException.class, () -> writer.rcode(-1));
    writer.rcode(Rcode.BADVERS);
    assertThrows(IllegalStateException.class, writer::finish, "no OPT record");
    writer.addEdns(512, false);
    assertThrows(IllegalStateException.class, () -> writer.addEdns(512, false));
    writer.finish();
    writer.wire().writeOctets(new byte[600]);
    assertThrows(IllegalStateException.class, writer::finish, "overflowed");
  }

  @Test
  void writesRequests() {
    writer.begin(7, Header.opcodeFlags(Opcode.NOTIFY) | Header.AA | 3, octets, 512);
    writer.writeQuestion(EXAMPLE, 6, 1);
    writer.section(Section.ANSWER);
    writer.beginRecord(EXAMPLE, 6, 1, 0);
    writer.endRecord();
    assertEquals(
        "0007"
            + "2400"
            + "0001000100000000"
            + "076578616d706c6500"
            + "00060001"
            + "c00c"
            + "00060001"
            + "00000000"
            + "0000",
        written(writer.finish()));
  }

  @Test
  void countsAreKeptPerMessage() {
    begin(Requests.query(".", TYPE_A), 512);
    writer.section(Section.ANSWER);
    address(1);
    writer.finish();
    byte[] first = Arrays.copyOf(octets, 12);
    begin(Requests.query(".", TYPE_A), 512);
    assertEquals(17, writer.finish());
    assertEquals(0, Header.count(octets, 0, Section.ANSWER));
    begin(Requests.query(".", TYPE_A), 512);
    writer.section(Section.ANSWER);
    address(1);
    writer.finish();
    assertArrayEquals(first, Arrays.copyOf(octets, 12));
  }
}
