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
