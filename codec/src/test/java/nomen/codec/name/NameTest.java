package nomen.codec.name;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NameTest {
  private static final Name WWW = Name.parse("www.Example.");

  @Test
  void rootIsOneZeroOctet() {
    assertEquals(1, Name.ROOT.length());
    assertEquals(0, Name.ROOT.labelCount());
    assertTrue(Name.ROOT.isRoot());
    assertFalse(Name.ROOT.isWildcard());
    assertSame(Name.ROOT, Name.ofWire(new byte[] {5, 0}, 1));
    assertThrows(IllegalArgumentException.class, Name.ROOT::parent);
  }

  @Test
  void readsWireFormat() {
    byte[] wire = {9, 1, 'a', 2, 'b', 'c', 0, 9};
    Name name = Name.ofWire(wire, 1);
    assertEquals(6, name.length());
    assertEquals(2, name.labelCount());
    assertEquals("a.bc.", name.toString());
    assertEquals('b', name.octet(3));
    wire[2] = 'x';
    assertEquals("a.bc.", name.toString(), "a name is a copy");
  }

  @Test
  void refusesWhatIsNoWholeName() {
    byte[] cut = {3, 'a', 'b', 'c', 1, 'd', 0};
    for (int length = 0; length < cut.length; length++) {
      byte[] octets = Arrays.copyOf(cut, length);
      assertThrows(IllegalArgumentException.class, () -> Name.ofWire(octets, 0));
    }
    for (int length : new int[] {64, 128, 192, 255}) {
      byte[] octets = new byte[300];
      octets[0] = (byte) length;
      assertThrows(IllegalArgumentException.class, () -> Name.ofWire(octets, 0));
    }
  }

  @Test
  void has255OctetsAtMost() {
    byte[] octets = new byte[300];
    for (int i = 0; i < 254; i += 2) {
      octets[i] = 1;
    }
    Name longest = Name.ofWire(octets, 0);
    assertEquals(255, longest.length());
    assertEquals(127, longest.labelCount());
    octets[252] = 2;
    assertThrows(IllegalArgumentException.class, () -> Name.ofWire(octets, 0));
    assertThrows(IllegalArgumentException.class, () -> longest.child("a"));
    assertThrows(IllegalArgumentException.class, () -> longest.concat(Name.parse("a.")));
    assertEquals(longest, longest.concat(Name.ROOT));
  }

  @Test
  void familyOfNames() {
    assertEquals(Name.parse("example."), WWW.parent());
    assertEquals(Name.ROOT, WWW.ancestor(2));
    assertSame(WWW, WWW.ancestor(0));
    assertThrows(IllegalArgumentException.class, () -> WWW.ancestor(3));
    assertThrows(IllegalArgumentException.class, () -> WWW.ancestor(-1));
    assertEquals(WWW, Name.parse("EXAMPLE.").child("www"));
    assertThrows(IllegalArgumentException.class, () -> WWW.child(""));
    assertThrows(IllegalArgumentException.class, () -> WWW.child("a".repeat(64)));
    assertThrows(IllegalArgumentException.class, () -> WWW.child("\u0431"));
    assertEquals("\\255\\.\\.", WWW.child("\u00ff..").toString().substring(0, 8));
    assertTrue(WWW.isBelow(Name.parse("example.")));
    assertTrue(WWW.isBelow(Name.ROOT));
    assertFalse(WWW.isBelow(WWW));
    assertTrue(WWW.isAtOrBelow(WWW));
    assertFalse(WWW.isAtOrBelow(Name.parse("ample.")));
    assertFalse(WWW.isAtOrBelow(Name.parse("a.www.example.")));
    assertTrue(Name.parse("*.a.").isWildcard());
    assertFalse(Name.parse("**.a.").isWildcard());
    assertFalse(Name.parse("a.*.").isWildcard());
  }

  /** A label that looks like a name's end must not count as one. */
  @Test
  void relationsGoByLabelsAndNotByOctets() {
    Name tricky = Name.ofWire(new byte[] {3, 'x', 1, 'a', 0}, 0);
    assertFalse(tricky.isAtOrBelow(Name.parse("a.")));
    assertEquals(0, tricky.commonLabels(Name.parse("a.")));
  }

  @Test
  void caseIsKeptAndIgnored() {
    Name other = Name.parse("WWW.exAMPLE.");
    assertEquals(WWW, other);
    assertEquals(WWW.hashCode(), other.hashCode());
    assertEquals(0, WWW.compareTo(other));
    assertFalse(WWW.equalsExactly(other));
    assertEquals("WWW.exAMPLE.", other.toString());
    assertEquals("www.example.", other.toLowerCase().toString());
    Name lower = Name.parse("a.b.");
    assertSame(lower, lower.toLowerCase());
    // RFC 4343 section 3: only A to Z fold; octets that differ by 0x20 elsewhere do not.
    assertNotEquals(Name.parse("@."), Name.parse("`."));
    assertNotEquals(Name.parse("[."), Name.parse("{."));
    assertNotEquals(Name.parse("\\193."), Name.parse("\\225."));
  }

  @Test
  void generatedNamesAgreeWithTheirLabels() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      Name a = i % 4 == 0 ? GeneratedNames.any(random) : GeneratedNames.small(random);
      Name recased = GeneratedNames.recased(a, random);
      assertEquals(a, recased);
      assertEquals(a.hashCode(), recased.hashCode());
      assertTrue(a.toLowerCase().equalsExactly(recased.toLowerCase()));
      byte[] wire = a.toWire();
      assertEquals(a.length(), Labels.length(wire, 0));
      assertEquals(a.labelCount(), Labels.count(wire, 0));
      int up = random.nextInt(a.labelCount() + 1);
      Name ancestor = a.ancestor(up);
      assertEquals(a.labelCount() - up, ancestor.labelCount());
      assertTrue(recased.isAtOrBelow(ancestor));
      assertEquals(up > 0, recased.isBelow(ancestor));
      assertEquals(ancestor.labelCount(), a.commonLabels(ancestor));
      assertEquals(a.length() - ancestor.length(), Labels.skip(wire, 0, up));
    }
  }
}
