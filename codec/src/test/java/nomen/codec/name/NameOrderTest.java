package nomen.codec.name;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Canonical order: RFC 4034 section 6.1. */
class NameOrderTest {
  /** The section's own list. */
  private static final List<String> EXAMPLE =
      List.of(
          "example.",
          "a.example.",
          "yljkjljk.a.example.",
          "Z.a.example.",
          "zABC.a.EXAMPLE.",
          "z.example.",
          "\\001.z.example.",
          "*.z.example.",
          "\\200.z.example.");

  @Test
  void rfc4034Example() {
    List<Name> names = EXAMPLE.stream().map(Name::parse).toList();
    List<Name> shuffled = new ArrayList<>(names);
    Collections.shuffle(shuffled, new Random(7));
    Collections.sort(shuffled);
    assertEquals(names, shuffled);
    for (int i = 0; i < names.size(); i++) {
      for (int j = 0; j < names.size(); j++) {
        assertEquals(
            Integer.signum(Integer.compare(i, j)),
            Integer.signum(names.get(i).compareTo(names.get(j))),
            names.get(i) + " and " + names.get(j));
      }
    }
  }

  /** The definition, word for word: lists of folded labels, from the right, as octet strings. */
  private static int naive(Name a, Name b) {
    List<byte[]> left = labels(a);
    List<byte[]> right = labels(b);
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int order = Arrays.compareUnsigned(left.get(i), right.get(i));
      if (order != 0) {
        return Integer.signum(order);
      }
    }
    return Integer.signum(left.size() - right.size());
  }

  private static List<byte[]> labels(Name name) {
    byte[] wire = name.toLowerCase().toWire();
    List<byte[]> labels = new ArrayList<>();
    for (int at = 0; wire[at] != 0; at += wire[at] + 1) {
      labels.add(Arrays.copyOfRange(wire, at + 1, at + 1 + wire[at]));
    }
    return labels.reversed();
  }

  @Test
  void agreesWithTheDefinition() {
    Random random = new Random(2);
    int[] seen = new int[3];
    for (int i = 0; i < 100_000; i++) {
      Name a = i % 8 == 0 ? GeneratedNames.any(random) : GeneratedNames.small(random);
      Name b = GeneratedNames.small(random);
      if (i % 3 == 0) {
        // A relative, so that long common suffixes are met.
        Name suffix = a.ancestor(Math.min(random.nextInt(4), a.labelCount()));
        Name prefix = GeneratedNames.small(random);
        if (prefix.length() + suffix.length() - 1 <= Labels.MAX_NAME_OCTETS) {
          b = prefix.concat(GeneratedNames.recased(suffix, random));
        }
      }
      int order = Integer.signum(a.compareTo(b));
      assertEquals(naive(a, b), order, a + " and " + b);
      assertEquals(-order, Integer.signum(b.compareTo(a)));
      assertEquals(order == 0, a.equals(b));
      seen[order + 1]++;
    }
    for (int count : seen) {
      assertTrue(count > 100, "every outcome is met: " + Arrays.toString(seen));
    }
  }

  /** What is not the length of a label may look like it; and what borders on letters. */
  private static final byte[] TREACHEROUS = {
    1,
    2,
    3,
    5,
    8,
    13,
    'a',
    'A',
    'z',
    'Z',
    '@',
    '[',
    '\\',
    ']',
    '^',
    '_',
    '`',
    '{',
    'A' | -128,
    -1,
    0
  };

  private static Name treacherous(Random random) {
    byte[] wire = new byte[Labels.MAX_NAME_OCTETS];
    int at = 0;
    for (int left = random.nextInt(6); left > 0; left--) {
      int length = random.nextInt(4) == 0 ? 1 + random.nextInt(24) : 1 + random.nextInt(3);
      wire[at++] = (byte) length;
      for (int i = 0; i < length; i++) {
        wire[at++] = TREACHEROUS[random.nextInt(TREACHEROUS.length)];
      }
    }
    return Name.ofWire(wire, 0);
  }

  /** A name whose last octets are those of another, wherever that one's labels begin. */
  private static Name withTheEndOf(Name name, Random random) {
    byte[] wire = name.toWire();
    byte[] longer = new byte[Labels.MAX_NAME_OCTETS];
    // A label that swallows a part of the other name, with its length octets.
    int from = random.nextInt(wire.length);
    for (int to = from; to < wire.length; to++) {
      int swallowed = to - from;
      boolean ends = to == wire.length - 1 || isWholeFrom(wire, to);
      if (ends && swallowed > 0 && swallowed <= Labels.MAX_LABEL_OCTETS) {
        longer[0] = (byte) swallowed;
        System.arraycopy(wire, from, longer, 1, wire.length - from);
        return Name.ofWire(longer, 0);
      }
    }
    return name;
  }

  /** Whether an array can be read as a name from an index to its end, and not further. */
  private static boolean isWholeFrom(byte[] wire, int index) {
    int at = index;
    while (at < wire.length - 1 && wire[at] > 0 && wire[at] <= Labels.MAX_LABEL_OCTETS) {
      at += wire[at] + 1;
    }
    return at == wire.length - 1;
  }

  @Test
  void agreesWithTheDefinitionWhereOctetsLookLikeLengths() {
    Random random = new Random(4);
    int[] seen = new int[3];
    int sameEndOtherLabels = 0;
    for (int i = 0; i < 200_000; i++) {
      Name a = treacherous(random);
      Name b =
          switch (i % 4) {
            case 0 -> treacherous(random);
            case 1 -> withTheEndOf(a, random);
            case 2 ->
                GeneratedNames.recased(withTheEndOf(treacherous(random).concat(a), random), random);
            default -> changed(a, random);
          };
      int order = Integer.signum(a.compareTo(b));
      assertEquals(naive(a, b), order, () -> a + " and " + b);
      assertEquals(-order, Integer.signum(b.compareTo(a)), () -> a + " and " + b);
      assertEquals(order == 0, a.equals(b));
      seen[order + 1]++;
      int common = Labels.commonEnd(a.octets(), b.octets());
      if (common == Math.min(a.length(), b.length()) && !a.isAtOrBelow(b) && !b.isAtOrBelow(a)) {
        sameEndOtherLabels++;
      }
    }
    for (int count : seen) {
      assertTrue(count > 1000, "every outcome is met: " + Arrays.toString(seen));
    }
    assertTrue(sameEndOtherLabels > 1000, "met: " + sameEndOtherLabels);
  }

  /** The same name but for one octet of a label. */
  private static Name changed(Name name, Random random) {
    if (name.isRoot()) {
      return name;
    }
    byte[] wire = name.toWire();
    int label = Labels.skip(wire, 0, random.nextInt(name.labelCount()));
    wire[label + 1 + random.nextInt(wire[label])] = TREACHEROUS[random.nextInt(TREACHEROUS.length)];
    return Name.ofWire(wire, 0);
  }

  /**
   * Every octet against every other, beside the same and in the first, a middle and a last place.
   */
  @Test
  void ordersLabelsByEveryOctet() {
    for (int length : new int[] {1, 3, 8, 9, 16, 17, 63}) {
      for (int place : new int[] {0, length / 2, length - 1}) {
        Name[] names = new Name[256];
        for (int octet = 0; octet < 256; octet++) {
          byte[] wire = new byte[length + 6];
          Arrays.fill(wire, 1, length + 1, (byte) 'm');
          wire[0] = (byte) length;
          wire[1 + place] = (byte) octet;
          wire[length + 1] = 3;
          Arrays.fill(wire, length + 2, length + 5, (byte) 'M');
          names[octet] = Name.ofWire(wire, 0);
        }
        for (Name a : names) {
          for (Name b : names) {
            assertEquals(naive(a, b), Integer.signum(a.compareTo(b)), () -> a + " and " + b);
          }
        }
      }
    }
  }

  @Test
  void isATotalOrder() {
    Random random = new Random(3);
    List<Name> names = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      names.add(GeneratedNames.small(random));
    }
    Collections.sort(names);
    for (int i = 0; i < names.size(); i++) {
      for (int j = i + 1; j < names.size(); j++) {
        assertTrue(names.get(i).compareTo(names.get(j)) <= 0);
      }
    }
  }
}
