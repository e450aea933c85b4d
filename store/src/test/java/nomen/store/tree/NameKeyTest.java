package nomen.store.tree;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import nomen.codec.name.Name;
import org.junit.jupiter.api.Test;

/** The key of a name: RFC 4034 section 6.1 and RFC 4343. */
class NameKeyTest {
  private static final Name APEX = Name.parse("example.");

  private static byte[] key(Name name) {
    NameKey key = new NameKey();
    key.set(name.toWire(), 0, APEX.labelCount());
    return Arrays.copyOf(key.octets(), key.length());
  }

  @Test
  void theApexHasTheEmptyKey() {
    assertEquals(0, key(APEX).length);
  }

  @Test
  void zeroAndOneAreEscapedAndCaseIsFolded() {
    byte[] expected = {'a', 1, 1, 1, 2, 0, 'w', 'w', 'w', 0};
    assertArrayEquals(expected, key(Name.parse("WWW.A\\000\\001.example.")));
  }

  @Test
  void theExampleOfRfc4034IsInOrder() {
    List<Name> names = new ArrayList<>();
    for (String text :
        new String[] {
          "example.",
          "a.example.",
          "yljkjljk.a.example.",
          "Z.a.example.",
          "zABC.a.EXAMPLE.",
          "z.example.",
          "\\001.z.example.",
          "*.z.example.",
          "\\200.z.example."
        }) {
      names.add(Name.parse(text));
    }
    for (int i = 1; i < names.size(); i++) {
      int order = Arrays.compareUnsigned(key(names.get(i - 1)), key(names.get(i)));
      assertEquals(-1, Integer.signum(order), names.get(i).toString());
    }
  }

  @Test
  void theOrderOfKeysIsTheOrderOfNames() {
    Random random = new Random(1);
    List<Name> names = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      names.add(RandomNames.below(APEX, random));
    }
    for (Name a : names) {
      for (Name b : names) {
        int expected = Integer.signum(a.compareTo(b));
        int got = Integer.signum(Arrays.compareUnsigned(key(a), key(b)));
        assertEquals(expected, got, () -> a + " " + b);
        byte[] x = key(a);
        byte[] y = key(b);
        int same = Arrays.mismatch(x, y);
        int shared = NameKey.countLabels(x, same < 0 ? x.length : same);
        assertEquals(a.commonLabels(b) - APEX.labelCount(), shared, () -> a + " " + b);
      }
    }
  }

  @Test
  void labelsComeBackInLowerCase() {
    Random random = new Random(2);
    NameKey key = new NameKey();
    byte[] to = new byte[255];
    for (int i = 0; i < 2000; i++) {
      Name name = RandomNames.below(APEX, random);
      byte[] wire = name.toWire();
      key.set(wire, 0, APEX.labelCount());
      int length = NameKey.copyLabels(key.octets(), key.length(), to);
      int copied = length;
      assertEquals(name.length() - APEX.length(), copied);
      APEX.copyTo(to, length);
      assertEquals(name.toLowerCase().toString(), Name.ofWire(to, 0).toString());
      for (int d = 0; d <= key.depth(); d++) {
        Name ancestor = Name.ofWire(wire, key.nameOffset(d));
        assertEquals(APEX.labelCount() + d, ancestor.labelCount());
        assertArrayEquals(key(ancestor), Arrays.copyOf(key.octets(), key.length(d)));
      }
    }
  }

  @Test
  void theLongestNamesFit() {
    for (int octet : new int[] {0, 1, 'a', 255}) {
      StringBuilder text = new StringBuilder();
      for (int label : new int[] {61, 63, 63, 63}) {
        text.append(String.format(Locale.ROOT, "\\%03d", octet).repeat(label)).append('.');
      }
      Name name = Name.parse(text.toString());
      assertEquals(255, name.length());
      NameKey key = new NameKey();
      key.set(name.toWire(), 0, 0);
      assertEquals((octet < 2 ? 500 : 250) + 4, key.length());
    }
  }

  @Test
  void theWildcardStandsBelowTheEncloser() {
    NameKey key = new NameKey();
    key.set(Name.parse("a.b.c.example.").toWire(), 0, APEX.labelCount());
    int length = key.toWildcard(1);
    assertArrayEquals(key(Name.parse("*.c.example.")), Arrays.copyOf(key.octets(), length));
  }
}
