package nomen.codec.name;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;
import org.junit.jupiter.api.Test;

class NameCompressorTest {
  private final WireWriter wire = new WireWriter(65_535);
  private final NameCompressor compressor = new NameCompressor();

  private int write(String name) {
    int before = wire.position();
    compressor.write(wire, Name.parse(name));
    return wire.position() - before;
  }

  private String octets(int from) {
    return HexFormat.of().formatHex(wire.octets(), from, wire.position());
  }

  @Test
  void pointsToTheLongestKnownSuffix() {
    wire.writeOctets(new byte[12]);
    assertEquals(17, write("www.example.com."));
    assertEquals(2, write("www.example.com."));
    assertEquals(2, write("com."));
    assertEquals(5, write("ns.example.com."));
    assertEquals(7, write("mail.com."));
    assertEquals(9, write("example."), "example.com is no example");
    assertEquals(1, write("."));
    assertEquals(1, write("."), "the root needs no pointer");
    assertEquals(2, write("MAIL.com."), "whatever the case");
    assertEquals(
        "03777777076578616d706c6503636f6d00"
            + "c00c"
            + "c018"
            + "026e73c010"
            + "046d61696cc018"
            + "076578616d706c6500"
            + "00"
            + "00"
            + "c026",
        octets(12));
  }

  @Test
  void knowsNamesThatStandInTheMessage() {
    wire.writeOctets(new byte[12]);
    wire.writeName(Name.parse("a.B.c."));
    compressor.add(wire.octets(), 12);
    compressor.add(wire.octets(), 12);
    assertEquals(4, write("x.b.c."));
    assertEquals("0178c00e", octets(19));
  }

  @Test
  void readsOneLabelFromTheMiddleOfAnArray() {
    byte[] from = {9, 9, 1, 'a', 1, 'b', 0, 9};
    compressor.write(wire, from, 2);
    compressor.write(wire, from, 4);
    assertEquals("0161016200" + "c002", octets(0));
  }

  @Test
  void pointersReach14Bits() {
    wire.writeOctets(new byte[0x3ffe]);
    // "a" stands at 0x3ffe, "b" behind it at 0x4000, where no pointer reaches.
    assertEquals(5, write("a.b."));
    assertEquals(3, write("b."));
    assertEquals(5, write("a.b."), "a.b. is only known if b. is: the tree grows from the right");
    compressor.reset();
    wire.reset(65_535);
    wire.writeOctets(new byte[0x3ffd]);
    assertEquals(5, write("a.b."));
    assertEquals(2, write("a.b."));
    assertEquals("0161016200" + "fffd", octets(0x3ffd));
    compressor.reset();
    wire.reset(65_535);
    wire.writeOctets(new byte[0x3fff]);
    assertEquals(3, write("b."));
    assertEquals(2, write("b."));
    assertEquals("ffff", octets(0x4002));
  }

  @Test
  void remembersNoMoreThanItsBound() {
    for (int i = 0; i < NameCompressor.MAX_SUFFIXES; i++) {
      assertEquals(6, write(String.format(Locale.ROOT, "%04d.", i)));
    }
    assertEquals(6, write("more."));
    assertEquals(6, write("more."), "not remembered");
    assertEquals(7, write("more.0127."), "but the others still are");
    assertEquals(7, write("more.0127."));
  }

  @Test
  void remembersNothingOfWhatDidNotFit() {
    wire.limit(8);
    assertEquals(5, write("a.b."));
    assertEquals(0, write("cd.e."));
    assertTrue(wire.overflowed());
    wire.rollback(5);
    wire.limit(100);
    assertEquals(6, write("cd.e."));
    assertEquals(2, write("cd.e."));
  }

  @Test
  void rollbackForgetsWhatStoodBehindTheMark() {
    write("a.b.");
    int mark = wire.position();
    write("c.b.");
    write("d.");
    wire.rollback(mark);
    compressor.rollback(mark);
    assertEquals(3, write("d."));
    assertEquals(4, write("c.b."));
    assertEquals(2, write("a.b."));
    compressor.rollback(wire.position());
    assertEquals(2, write("c.b."), "nothing to forget");
    compressor.rollback(0);
    wire.rollback(0);
    assertEquals(3, write("b."));
  }

  @Test
  void resetForgetsEverything() {
    for (int i = 0; i < 1000; i++) {
      compressor.reset();
      wire.reset(100);
      assertEquals(5, write("a.b."));
      assertEquals(2, write("a.b."));
    }
  }

  /**
   * A compressor as plain as can be, a map from suffix to offset, writes the same octets as long as
   * the bound on suffixes is not met, and the reader reads every name back.
   */
  @Test
  void agreesWithANaiveCompressorOnRandomMessages() throws Exception {
    Random random = new Random(5);
    WireReader reader = new WireReader(new byte[0]);
    for (int message = 0; message < 3_000; message++) {
      wire.reset(65_535);
      compressor.reset();
      Map<Name, Integer> naive = new HashMap<>();
      WireWriter plain = new WireWriter(65_535);
      boolean bounded = true;
      List<Name> names = new ArrayList<>();
      int count = 1 + random.nextInt(60);
      for (int i = 0; i < count; i++) {
        Name name = i % 10 == 9 ? GeneratedNames.any(random) : GeneratedNames.small(random);
        int mark = wire.position();
        if (random.nextInt(8) == 0) {
          compressor.write(wire, name);
          wire.rollback(mark);
          compressor.rollback(mark);
          continue;
        }
        compressor.write(wire, name);
        names.add(name);
        bounded &= writePlain(plain, name, naive);
        if (bounded) {
          assertEquals(plain.position(), wire.position());
        }
      }
      if (bounded) {
        assertEquals(-1, java.util.Arrays.mismatch(wire.toOctets(), plain.toOctets()));
      }
      reader.wrap(wire.octets(), 0, wire.position());
      for (Name name : names) {
        assertEquals(name, reader.readName("name"));
      }
      assertEquals(0, reader.remaining());
    }
  }

  /** Returns whether the real compressor remembers as much. */
  private static boolean writePlain(WireWriter to, Name name, Map<Name, Integer> known) {
    Name rest = name;
    List<Name> fresh = new ArrayList<>();
    int begin = to.position();
    while (!rest.isRoot() && !known.containsKey(rest)) {
      fresh.add(rest);
      rest = rest.parent();
    }
    int length = name.length() - rest.length();
    to.writeOctets(name.toWire(), 0, length);
    if (rest.isRoot()) {
      to.writeU8(0);
    } else {
      to.writeU16(0xc000 | known.get(rest));
    }
    for (Name suffix : fresh) {
      known.put(suffix, begin + name.length() - suffix.length());
    }
    return known.size() <= NameCompressor.MAX_SUFFIXES;
  }
}
