package nomen.robustness;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import nomen.conformance.client.QueryOctets;

/** Draws broken relatives of valid messages; the same seed draws the same ones. */
final class Mutator {
  private static final int MAX_CHANGES = 4;
  private static final int MAX_GROWTH_OCTETS = 64;
  private static final byte[] COOKIE = {1, 2, 3, 4, 5, 6, 7, 8};

  /** Octets that mean something: lengths, pointers, counts, types, classes. */
  private static final int[] TELLING = {
    0, 1, 2, 12, 41, 63, 64, 127, 128, 191, 192, 193, 250, 251, 252, 253, 254, 255
  };

  private final SplittableRandom random;
  private final List<byte[]> parents;

  /** Of queries. */
  Mutator(long seed) {
    this(seed, parents());
  }

  Mutator(long seed, List<byte[]> parents) {
    random = new SplittableRandom(seed);
    this.parents = parents;
  }

  private static List<byte[]> parents() {
    byte[] opt = QueryOctets.opt(new byte[] {0}, 1232, 0x8000, new byte[] {0, 3, 0, 0});
    return List.of(
        QueryOctets.query("www.house.test.", "A").octets(),
        QueryOctets.query("alias3.house.test.", "AAAA").edns(1232).octets(),
        QueryOctets.query("host.old.house.test.", "A").dnssecOk().octets(),
        QueryOctets.query("big.house.test.", "TXT").edns(4096).octets(),
        QueryOctets.query("x.y.wildalias.house.test.", "MX").option(10, COOKIE).octets(),
        QueryOctets.query("missing.signed.test.", "A").dnssecOk().octets(),
        QueryOctets.query("a.secure.signed.test.", "DS").dnssecOk().octets(),
        QueryOctets.query("www.child.house.test.", "NS").additional(opt).octets(),
        QueryOctets.query("everything.house.test.", "ANY").option(3).option(11).octets(),
        QueryOctets.query("house.test.", "SOA").option(9).option(19).octets(),
        QueryOctets.query("house.test.", "IXFR").octets(),
        QueryOctets.empty().question("version.bind.", "TXT", "CH").octets(),
        QueryOctets.query("house.test.", "SOA").opcode(4).octets(),
        QueryOctets.query("house.test.", "SOA").opcode(5).octets());
  }

  /** The next message; its ID, if it has one, is below 0x8000. */
  byte[] next() {
    byte[] octets = parents.get(random.nextInt(parents.size())).clone();
    for (int i = random.nextInt(MAX_CHANGES) + 1; i > 0; i--) {
      octets = change(octets);
    }
    if (octets.length > 0) {
      octets[0] &= 0x7F;
    }
    return octets;
  }

  private byte[] change(byte[] octets) {
    if (octets.length == 0) {
      return octets;
    }
    int at = random.nextInt(octets.length);
    switch (random.nextInt(8)) {
      case 0 -> octets[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> octets[at] = (byte) random.nextInt(256);
      case 2 -> octets[at] = (byte) TELLING[random.nextInt(TELLING.length)];
      case 3 -> {
        return Arrays.copyOf(octets, at);
      }
      case 4 -> {
        return grown(octets);
      }
      case 5 -> {
        return spliced(octets, at);
      }
      case 6 -> {
        // One of the counts of the header.
        int count = Math.min(octets.length - 1, 4 + random.nextInt(8));
        octets[count] = (byte) TELLING[random.nextInt(TELLING.length)];
      }
      default -> {
        // A pointer, most often to somewhere inside the message.
        octets[at] = (byte) 0xC0;
        if (at + 1 < octets.length) {
          octets[at + 1] = (byte) random.nextInt(octets.length + 2);
        }
      }
    }
    return octets;
  }

  private byte[] grown(byte[] octets) {
    byte[] longer = Arrays.copyOf(octets, octets.length + 1 + random.nextInt(MAX_GROWTH_OCTETS));
    for (int i = octets.length; i < longer.length; i++) {
      longer[i] = (byte) random.nextInt(256);
    }
    return longer;
  }

  /** The head of one message and the tail of another. */
  private byte[] spliced(byte[] head, int at) {
    byte[] other = parents.get(random.nextInt(parents.size()));
    int from = random.nextInt(other.length);
    byte[] both = Arrays.copyOf(head, at + other.length - from);
    System.arraycopy(other, from, both, at, other.length - from);
    return both;
  }
}
