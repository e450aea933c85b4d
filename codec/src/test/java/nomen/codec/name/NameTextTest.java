package nomen.codec.name;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names in presentation format: RFC 1035 section 5.1. */
class NameTextTest {
  private static String wire(String text) {
    return HexFormat.of().formatHex(Name.parse(text).toWire());
  }

  private static String refused(String text) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> Name.parse(text)).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "., 00",
    "a., 016100",
    "a, 016100",
    "a.bC., 01610262430 0",
    "a\\.b., 03612e6200",
    "\\097\\000\\255., 036100ff00",
    "\\065b., 02416200",
    "\\\\\\\"\\;\\(\\)\\@\\$., 075c223b28294024 00",
    "\\ ., 012000",
    "\\@, 014000",
    "*.a., 012a016100",
    "\\*., 012a00",
  })
  void scans(String text, String hex) {
    assertEquals(hex.replace(" ", ""), wire(text));
  }

  @Test
  void relativeNamesGetTheOrigin() {
    Name origin = Name.parse("example.org.");
    assertEquals("a.example.org.", Name.parse("a", origin).toString());
    assertEquals("a.", Name.parse("a.", origin).toString());
    assertEquals("a\\..example.org.", Name.parse("a\\.", origin).toString());
    assertSame(origin, Name.parse("@", origin));
    assertSame(Name.ROOT, Name.parse("@"));
    assertEquals("\\@.example.org.", Name.parse("\\@", origin).toString());
  }

  @Test
  void saysWhichRuleIsBroken() {
    assertTrue(refused("").contains("empty name"));
    assertTrue(refused("..").contains("empty label"));
    assertTrue(refused(".a").contains("empty label"));
    assertTrue(refused("a..b.").contains("empty label"));
    assertTrue(refused("a..").contains("empty label"));
    assertTrue(refused("\\").contains("backslash at the end"));
    assertTrue(refused("a\\").contains("backslash at the end"));
    assertTrue(refused("\\1").contains("three digits"));
    assertTrue(refused("\\12").contains("three digits"));
    assertTrue(refused("\\1a2").contains("three digits"));
    assertTrue(refused("\\256").contains("over 255"));
    assertTrue(refused("\u0431").contains("outside 8 bits"));
    assertTrue(refused("\\\u0431").contains("outside 8 bits"));
  }

  @Test
  void labelsHave63OctetsAtMost() {
    assertEquals(65, Name.parse("a".repeat(63)).length());
    assertEquals(65, Name.parse("\\097".repeat(63) + ".").length());
    assertTrue(refused("a".repeat(64)).contains("over 63"));
    assertTrue(refused("a".repeat(64) + ".").contains("over 63"));
    assertTrue(refused("b." + "a".repeat(64) + ".c").contains("over 63"));
  }

  @Test
  void namesHave255OctetsAtMost() {
    String most = "a.".repeat(127);
    assertEquals(255, Name.parse(most).length());
    assertEquals(255, Name.parse(most.substring(0, 253)).length(), "without final dot");
    assertTrue(refused("a.".repeat(128)).contains("over 255"));
    assertTrue(refused("a.".repeat(127) + "a").contains("over 255"));
    String long63 = ("a".repeat(63) + ".").repeat(3);
    assertEquals(255, Name.parse(long63 + "a".repeat(61)).length());
    assertEquals(255, Name.parse(long63 + "a".repeat(61) + ".").length());
    assertTrue(refused(long63 + "a".repeat(62)).contains("over 255"));
    assertTrue(refused(long63 + "a".repeat(62) + ".").contains("over 255"));
    assertEquals(255, Name.parse(long63 + "a".repeat(59), Name.parse("b.")).length());
    assertThrows(
        IllegalArgumentException.class,
        () -> Name.parse(long63 + "a".repeat(60), Name.parse("b.")));
  }

  @Test
  void printsWhatWouldBeReadAsSomethingElseEscaped() {
    Name name = Name.ofWire(HexFormat.of().parseHex("0e2e5c223b2829402420007f80ff2a00"), 0);
    assertEquals("\\.\\\\\\\"\\;\\(\\)\\@\\$\\032\\000\\127\\128\\255*.", name.toString());
    assertEquals(".", Name.ROOT.toString());
  }

  @Test
  void everyNameIsReadBack() {
    Random random = new Random(4);
    for (int i = 0; i < 20_000; i++) {
      Name name = i % 2 == 0 ? GeneratedNames.any(random) : GeneratedNames.small(random);
      assertTrue(Name.parse(name.toString(), Name.parse("other.")).equalsExactly(name));
    }
    byte[] octets = new byte[3];
    octets[0] = 1;
    for (int octet = 0; octet < 256; octet++) {
      octets[1] = (byte) octet;
      Name name = Name.ofWire(octets, 0);
      assertTrue(Name.parse(name.toString()).equalsExactly(name));
    }
  }
}
