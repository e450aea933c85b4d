package nomen.store.tree;

import java.util.Random;
import nomen.codec.name.Name;

/** Names for tests: few different labels, so that they meet, and octets of all kinds. */
public final class RandomNames {
  private static final byte[] OCTETS = {'a', 'B', 'b', 'c', '*', '-', '.', 0, 1, 2, 64, -1, -128};

  private RandomNames() {}

  /** A name at or below the given one. */
  public static Name below(Name apex, Random random) {
    Name name = apex;
    for (int labels = random.nextInt(5); labels > 0; labels--) {
      byte[] label = new byte[2 + length(random)];
      label[0] = (byte) (label.length - 2);
      for (int i = 1; i < label.length - 1; i++) {
        label[i] = OCTETS[random.nextInt(OCTETS.length)];
      }
      Name first = Name.ofWire(label, 0);
      if (first.length() + name.length() > 255) {
        return name;
      }
      name = first.concat(name);
    }
    return name;
  }

  private static int length(Random random) {
    return random.nextInt(20) == 0 ? 1 + random.nextInt(63) : 1 + random.nextInt(3);
  }
}
