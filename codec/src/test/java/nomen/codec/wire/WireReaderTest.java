package nomen.codec.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class WireReaderTest {
  private static WireReader reader(String hex) {
    return new WireReader(HexFormat.of().parseHex(hex));
  }

  private static String refused(Executable reading) {
    return String.valueOf(assertThrows(WireFormatException.class, reading).getMessage());
  }

  @Test
  void readsIntegersUnsigned() throws Exception {
    WireReader reader = reader("ff" + "fffe" + "fffffffd" + "fffffffc" + "fffffffffffb");
    assertEquals(0xff, reader.readU8("a"));
    assertEquals(0xfffe, reader.readU16("b"));
    assertEquals(-3, reader.readI32("c"));
    assertEquals(0xffff_fffcL, reader.readU32("d"));
    assertEquals(0xffff_ffff_fffbL, reader.readU48("e"));
    assertEquals(0, reader.remaining());
  }

  @Test
  void namesThePlaceAndTheField() throws Exception {
    WireReader reader = new WireReader(new byte[10], 4, 3);
    assertEquals(0, reader.readU16("first"));
    WireFormatException thrown =
        assertThrows(WireFormatException.class, () -> reader.readU16("second"));
    assertEquals(6, thrown.offset());
    assertEquals("octet 6: second: needs 2 octets, has 1", thrown.getMessage());
    assertEquals(6, reader.position(), "nothing is taken");
    assertEquals(0, thrown.getStackTrace().length);
  }

  @Test
  void staysInItsWindow() throws Exception {
    byte[] octets = new byte[100];
    WireReader reader = new WireReader(octets, 10, 20);
    assertEquals(10, reader.start());
    assertEquals(30, reader.end());
    assertSame(octets, reader.octets());
    for (int left = 0; left <= 8; left++) {
      reader.position(30 - left);
      int has = left;
      expect(has >= 1, () -> reader.readU8("f"));
      reader.position(30 - left);
      expect(has >= 2, () -> reader.readU16("f"));
      reader.position(30 - left);
      expect(has >= 4, () -> reader.readI32("f"));
      reader.position(30 - left);
      expect(has >= 4, () -> reader.readU32("f"));
      reader.position(30 - left);
      expect(has >= 6, () -> reader.readU48("f"));
      reader.position(30 - left);
      expect(has >= 5, () -> reader.readOctets(5, "f"));
      reader.position(30 - left);
      expect(has >= 5, () -> reader.skip(5, "f"));
      reader.position(30 - left);
      expect(has >= 1, () -> reader.readName("f"));
    }
    assertThrows(IndexOutOfBoundsException.class, () -> reader.position(9));
    assertThrows(IndexOutOfBoundsException.class, () -> reader.position(31));
    assertThrows(IndexOutOfBoundsException.class, () -> reader.wrap(octets, 90, 11));
    assertThrows(IndexOutOfBoundsException.class, () -> reader.wrap(octets, -1, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> reader.wrap(octets, 1, -1));
    assertThrows(IndexOutOfBoundsException.class, () -> reader.wrap(octets, Integer.MAX_VALUE, 10));
  }

  private static void expect(boolean good, Executable reading) throws Exception {
    if (good) {
      org.junit.jupiter.api.Assertions.assertDoesNotThrow(reading);
    } else {
      assertThrows(WireFormatException.class, reading);
    }
  }

  @Test
  void copiesOctets() throws Exception {
    byte[] octets = {1, 2, 3};
    byte[] read = new WireReader(octets).readOctets(2, "f");
    octets[0] = 9;
    assertArrayEquals(new byte[] {1, 2}, read);
  }

  @Test
  void refusesNegativeCounts() {
    WireReader reader = reader("01020304");
    refused(() -> reader.skip(-1, "length"));
    refused(() -> reader.readOctets(-1, "length"));
    assertEquals(0, reader.position());
  }
}
