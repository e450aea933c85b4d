package nomen.codec.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import nomen.codec.name.Name;
import org.junit.jupiter.api.Test;

class WireWriterTest {
  @Test
  void writesBigEndian() {
    WireWriter writer = new WireWriter(40);
    writer.writeU8(0x1fe);
    writer.writeU16(0x1fffd);
    writer.writeU32(0xfffefdfc);
    writer.writeU48(0x0102_0304_0506L);
    writer.writeU64(0x1112_1314_1516_1718L);
    writer.writeOctets(new byte[] {1, 2, 3, 4}, 1, 2);
    writer.writeOctets(new byte[] {9});
    writer.writeName(Name.parse("a."));
    assertEquals(
        "fe" + "fffd" + "fffefdfc" + "010203040506" + "1112131415161718" + "0203" + "09" + "016100",
        HexFormat.of().formatHex(writer.toOctets()));
    assertFalse(writer.overflowed());
  }

  /** Whatever is written, what does not fit leaves no trace, and nothing comes behind it. */
  @Test
  void writesAllOrNothing() {
    List<Consumer<WireWriter>> writes =
        List.of(
            w -> w.writeU8(1),
            w -> w.writeU16(1),
            w -> w.writeU32(1),
            w -> w.writeU48(1),
            w -> w.writeU64(1),
            w -> w.writeOctets(new byte[5]),
            w -> w.writeName(Name.parse("abc.")),
            w -> w.claim(7));
    int[] sizes = {1, 2, 4, 6, 8, 5, 5, 7};
    for (int i = 0; i < sizes.length; i++) {
      for (int room = 0; room <= sizes[i]; room++) {
        WireWriter writer = new WireWriter(20);
        writer.limit(3 + room);
        writer.writeOctets(new byte[3]);
        writes.get(i).accept(writer);
        boolean fits = room == sizes[i];
        assertEquals(!fits, writer.overflowed());
        assertEquals(fits ? 3 + sizes[i] : 3, writer.position());
        if (!fits) {
          assertArrayEquals(new byte[20], writer.octets());
          writer.limit(20);
          writer.writeU8(7);
          assertEquals(3, writer.position(), "overflow stays until rollback");
          assertEquals(-1, writer.claim(0));
          writer.rollback(2);
          assertFalse(writer.overflowed());
          writer.writeU8(7);
          assertEquals(3, writer.position());
        }
      }
    }
  }

  @Test
  void claimsRoom() {
    WireWriter writer = new WireWriter(10);
    assertEquals(0, writer.claim(4));
    assertEquals(4, writer.claim(0));
    assertEquals(4, writer.position());
    assertEquals(6, writer.remaining());
    assertThrows(IllegalArgumentException.class, () -> writer.claim(-1));
    assertEquals(-1, writer.claim(Integer.MAX_VALUE));
    assertTrue(writer.overflowed());
  }

  @Test
  void limitMayBeBelowThePosition() {
    WireWriter writer = new WireWriter(10);
    writer.writeU64(0);
    writer.limit(4);
    assertEquals(-4, writer.remaining());
    writer.writeU8(0);
    assertTrue(writer.overflowed());
    assertThrows(IndexOutOfBoundsException.class, () -> writer.limit(11));
    assertThrows(IndexOutOfBoundsException.class, () -> writer.limit(-1));
  }

  @Test
  void rollsBackOnlyToWhatWasWritten() {
    WireWriter writer = new WireWriter(10);
    writer.writeU16(1);
    assertThrows(IndexOutOfBoundsException.class, () -> writer.rollback(3));
    assertThrows(IndexOutOfBoundsException.class, () -> writer.rollback(-1));
    writer.rollback(0);
    assertEquals(0, writer.toOctets().length);
  }

  @Test
  void patchesOnlyWhatWasWritten() {
    WireWriter writer = new WireWriter(10);
    writer.writeU32(0);
    writer.patchU16(1, 0x1fffe);
    assertEquals(0xfffe, writer.peekU16(1));
    assertEquals("00fffe00", HexFormat.of().formatHex(writer.toOctets()));
    assertThrows(IndexOutOfBoundsException.class, () -> writer.patchU16(3, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> writer.patchU16(-1, 1));
  }

  @Test
  void canBeUsedAgain() {
    WireWriter writer = new WireWriter(2);
    writer.writeU32(1);
    assertTrue(writer.overflowed());
    byte[] other = new byte[8];
    writer.wrap(other, 4).writeU32(5);
    assertFalse(writer.overflowed());
    assertEquals(5, other[3]);
    writer.reset(8).writeU64(-1);
    assertEquals(8, writer.position());
    assertEquals(-1, other[0]);
  }
}
