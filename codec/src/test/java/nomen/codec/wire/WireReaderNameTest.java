package nomen.codec.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import nomen.codec.name.Name;
import org.junit.jupiter.api.Test;

/** Names and their compression: RFC 1035 section 4.1.4. */
class WireReaderNameTest {
  private static WireReader at(String hex, int position) {
    WireReader reader = new WireReader(HexFormat.of().parseHex(hex));
    reader.position(position);
    return reader;
  }

  private static String refused(WireReader reader) {
    return String.valueOf(
        assertThrows(WireFormatException.class, () -> reader.readName("name")).getMessage());
  }

  @Test
  void readsLabelsAndPointers() throws Exception {
    //                     0        3    5     8          12   14
    WireReader reader = at("02416200" + "016300" + "0164c000" + "c007" + "00", 0);
    assertEquals("Ab.", reader.readName("n").toString());
    assertEquals("c.", reader.readName("n").toString());
    assertEquals("d.Ab.", reader.readName("n").toString());
    assertEquals("d.Ab.", reader.readName("n").toString());
    assertEquals(13, reader.position(), "behind the pointer, wherever it led");
    assertEquals(Name.ROOT, reader.readName("n"));
    assertEquals(0, reader.remaining());
  }

  /** Owners of an RRset are one object, and other names are not taken for them. */
  @Test
  void aPointerToTheNameBeforeGivesThatObject() throws Exception {
    //                     0        3          8          12     14     16       18
    WireReader reader =
        at("016100" + "0162c000" + "0162c000" + "c003" + "c003" + "c000" + "c000", 0);
    Name first = reader.readName("n");
    Name second = reader.readName("n");
    Name written = reader.readName("n");
    assertEquals(second, written);
    Name pointed = reader.readName("n");
    assertEquals("b.a.", pointed.toString());
    assertSame(pointed, reader.readName("n"));
    Name above = reader.readName("n");
    assertEquals(first, above);
    assertSame(above, reader.readName("n"));
    reader.wrap(HexFormat.of().parseHex("017a00c000"), 0, 5);
    reader.position(3);
    assertEquals("z.", reader.readName("n").toString(), "another window");
  }

  @Test
  void aPointerForwardsIsRefusedAlsoIfTheNameThereWasReadBefore() throws Exception {
    WireReader reader = at("c002" + "016100", 2);
    assertEquals("a.", reader.readName("n").toString());
    reader.position(0);
    assertTrue(refused(reader).contains("not backwards"));
  }

  /** A pointer has room for 14 bits: a name further on cannot be pointed to. */
  @Test
  void offsetsThatAreNotPointersAreNotTakenForThem() throws Exception {
    byte[] octets = new byte[0x4000 + 8];
    System.arraycopy(HexFormat.of().parseHex("016100"), 0, octets, 1, 3);
    System.arraycopy(HexFormat.of().parseHex("017a00" + "c001"), 0, octets, 0x4001, 5);
    WireReader reader = new WireReader(octets);
    reader.position(0x4001);
    assertEquals("z.", reader.readName("n").toString());
    assertEquals("a.", reader.readName("n").toString());
  }

  @Test
  void tellsTheLengthOfTheNameThatComesNext() throws Exception {
    WireReader reader = at("016100" + "0162c000", 3);
    assertEquals(5, reader.nameLength("n"));
    assertEquals(3, reader.position());
    assertEquals("b.a.", reader.readName("n").toString());
    assertThrows(WireFormatException.class, () -> reader.nameLength("n"));
  }

  @Test
  void pointersCountFromTheWindow() throws Exception {
    byte[] octets = HexFormat.of().parseHex("ffffff" + "016100" + "0162c000" + "ff");
    WireReader reader = new WireReader(octets, 3, 7);
    reader.position(6);
    assertEquals("b.a.", reader.readName("n").toString());
    assertEquals(0, reader.remaining());
  }

  @Test
  void copiesIntoAnArray() throws Exception {
    byte[] to = new byte[10];
    assertEquals(5, at("016100" + "0162c000", 3).readName(to, 2, "n"));
    assertArrayEquals(new byte[] {0, 0, 1, 'b', 1, 'a', 0, 0, 0, 0}, to);
  }

  @Test
  void refusesPointersThatDoNotGoBack() {
    assertTrue(refused(at("c000", 0)).contains("not backwards"), "to itself");
    assertTrue(refused(at("c00200", 0)).contains("not backwards"), "forwards");
    assertTrue(refused(at("0161c000", 0)).contains("not backwards"), "to its own first label");
    assertTrue(refused(at("0161c002", 0)).contains("not backwards"), "to itself behind a label");
    // Two names that point at each other.
    assertTrue(refused(at("c002c000", 2)).contains("not backwards"));
    // Back, and then forwards again to where the first run began.
    assertTrue(refused(at("0161c004" + "c000", 4)).contains("not backwards"));
    assertTrue(refused(at("ffff", 0)).contains("not backwards"), "beyond the end");
  }

  @Test
  void refusesReservedLabelTypes() {
    for (int octet = 0x40; octet < 0xc0; octet++) {
      WireReader reader = new WireReader(new byte[] {(byte) octet, 0, 0});
      assertTrue(refused(reader).contains("label type"));
    }
  }

  @Test
  void refusesEveryTruncation() {
    byte[] whole = HexFormat.of().parseHex("016100" + "03626364" + "0165c000");
    for (int length = 3; length < whole.length; length++) {
      WireReader reader = new WireReader(Arrays.copyOf(whole, length));
      reader.position(3);
      refused(reader);
      assertEquals(3, reader.position());
      // The same octets behind the window do not help.
      WireReader windowed = new WireReader(whole, 0, length);
      windowed.position(3);
      refused(windowed);
    }
  }

  @Test
  void namesHave255OctetsAtMost() throws Exception {
    WireWriter wire = new WireWriter(1000);
    String long63 = ("a".repeat(63) + ".").repeat(3);
    wire.writeName(Name.parse(long63));
    int prefix = wire.position();
    wire.writeU8(61);
    wire.writeOctets(new byte[61]);
    wire.writeU16(0xc000);
    wire.writeU8(62);
    wire.writeOctets(new byte[62]);
    wire.writeU16(0xc000);
    WireReader reader = new WireReader(wire.octets(), 0, wire.position());
    reader.position(prefix);
    assertEquals(255, reader.readName("n").length());
    assertTrue(refused(reader).contains("over 255"));
  }

  /**
   * A chain of pointers, each to the one before: fine, until the budget for the window is spent.
   */
  @Test
  void followsABoundedNumberOfPointers() throws Exception {
    int chain = 8_000;
    byte[] octets = new byte[1 + 2 * chain];
    for (int i = 0; i < chain; i++) {
      int target = i == 0 ? 0 : 2 * i - 1;
      octets[1 + 2 * i] = (byte) (0xc0 | target >> 8);
      octets[2 + 2 * i] = (byte) target;
    }
    WireReader reader = new WireReader(octets);
    int names = WireReader.MAX_JUMPS / chain;
    for (int i = 0; i < names; i++) {
      reader.position(octets.length - 2);
      assertEquals(Name.ROOT, reader.readName("n"));
    }
    reader.position(octets.length - 2);
    assertTrue(refused(reader).contains("too many compression pointers"));
    reader.wrap(octets, 0, octets.length);
    reader.position(octets.length - 2);
    assertEquals(Name.ROOT, reader.readName("n"), "another window, another budget");
  }

  @Test
  void makesABoundedNumberOfOctets() throws Exception {
    WireWriter wire = new WireWriter(65_535);
    wire.writeName(Name.parse("a.".repeat(127)));
    int pointers = wire.position();
    while (wire.remaining() >= 2) {
      wire.writeU16(0xc000);
    }
    WireReader reader = new WireReader(wire.octets(), 0, wire.position());
    reader.position(pointers);
    for (int i = 0; i < WireReader.MAX_NAME_OCTETS / 255; i++) {
      assertEquals(255, reader.readName("n").length());
    }
    assertTrue(refused(reader).contains("1 MiB"));
  }
}
