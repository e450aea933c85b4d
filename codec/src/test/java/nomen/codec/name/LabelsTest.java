package nomen.codec.name;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A word of eight octets at a time says what one octet at a time says. */
class LabelsTest {
  private static final int LONGEST = 40;

  private final Random random = new Random(11);

  /** ASCII upper case folded and nothing else (RFC 4343 section 3). */
  private static byte folded(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? (byte) (octet + 'a' - 'A') : octet;
  }

  private static byte[] folded(byte[] octets) {
    byte[] folded = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      folded[i] = folded(octets[i]);
    }
    return folded;
  }

  @Test
  void everyOctetIsFoldedInEveryPlaceOfAWord() {
    for (int octet = 0; octet < 256; octet++) {
      assertEquals(folded((byte) octet), Labels.lower((byte) octet));
      for (int place = 0; place < 8; place++) {
        byte[] word = new byte[8];
        random.nextBytes(word);
        word[place] = (byte) octet;
        assertEquals(
            ByteBuffer.wrap(folded(word)).getLong(), Labels.lower(ByteBuffer.wrap(word).getLong()));
      }
    }
  }

  private byte[] octets(int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return octets;
  }

  /** The same octets, the case of some letters changed. */
  private byte[] recased(byte[] octets) {
    byte[] other = octets.clone();
    for (int i = 0; i < other.length; i++) {
      if (folded((byte) (other[i] ^ 0x20)) == folded(other[i]) && random.nextBoolean()) {
        other[i] ^= 0x20;
      }
    }
    return other;
  }

  private byte[] shifted(byte[] octets, int offset) {
    byte[] shifted = octets(offset + octets.length + 3);
    System.arraycopy(octets, 0, shifted, offset, octets.length);
    return shifted;
  }

  @Test
  void rangesThatDifferInCaseOnlyAreEqualAndHaveOneHash() {
    for (int length = 0; length <= LONGEST; length++) {
      for (int round = 0; round < 200; round++) {
        byte[] one = octets(length);
        byte[] other = recased(one);
        int at = random.nextInt(9);
        int otherAt = random.nextInt(9);
        byte[] in = shifted(one, at);
        byte[] otherIn = shifted(other, otherAt);
        assertTrue(Labels.equalIgnoringCase(in, at, otherIn, otherAt, length));
        assertEquals(
            Labels.hashIgnoringCase(in, at, length),
            Labels.hashIgnoringCase(otherIn, otherAt, length));
      }
    }
  }

  @Test
  void oneOctetThatDiffersIsSeenWhereverItIs() {
    for (int length = 1; length <= LONGEST; length++) {
      for (int place = 0; place < length; place++) {
        for (int bit = 0; bit < 8; bit++) {
          byte[] one = octets(length);
          byte[] other = recased(one);
          other[place] ^= (byte) (1 << bit);
          boolean same = folded(one[place]) == folded(other[place]);
          assertEquals(same, Labels.equalIgnoringCase(one, 0, other, 0, length));
          int expected = same ? length : length - place - 1;
          assertEquals(expected, Labels.commonEnd(one, other));
          // What stands in front of where the shorter one begins does not count.
          byte[] longer = new byte[length + 1 + random.nextInt(12)];
          System.arraycopy(other, 0, longer, longer.length - length, length);
          assertEquals(expected, Labels.commonEnd(one, longer));
          assertEquals(expected, Labels.commonEnd(longer, one));
        }
      }
    }
  }

  /** Names of a zone differ in a few octets: no bit of their hashes may stay the same for that. */
  @Test
  void hashesOfNamesThatAreAlikeAreSpread() {
    int count = 1 << 16;
    Set<Integer> all = new HashSet<>();
    Set<Integer> low = new HashSet<>();
    Set<Integer> high = new HashSet<>();
    for (int i = 0; i < count; i++) {
      int hash = Name.parse("h" + i + ".example.").hashCode();
      all.add(hash);
      low.add(hash & 0xffff);
      high.add(hash >>> 16);
    }
    assertTrue(all.size() > count - 5, "equal hashes: " + (count - all.size()));
    // Of random ones (1 - 1/e) are expected: 41,427.
    assertTrue(low.size() > 40_000 && high.size() > 40_000, low.size() + " and " + high.size());
  }

  @Test
  void hashesDependOnTheLength() {
    Set<Integer> hashes = new HashSet<>();
    for (int length = 0; length <= LONGEST; length++) {
      hashes.add(Labels.hashIgnoringCase(new byte[LONGEST], 0, length));
    }
    assertEquals(LONGEST + 1, hashes.size());
    assertNotEquals(Name.parse("ab.").hashCode(), Name.parse("ba.").hashCode());
  }
}
