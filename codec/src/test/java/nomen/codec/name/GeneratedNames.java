package nomen.codec.name;

import java.util.random.RandomGenerator;

/** Random names for tests: short alphabets, so that they share suffixes and differ in case only. */
public final class GeneratedNames {
  private static final byte[] ALPHABET = {'a', 'A', 'b', 'z', 'Z', '[', '@', '.', '\\', 0, -1, '-'};

  private GeneratedNames() {}

  /** A name of few short labels. */
  public static Name small(RandomGenerator random) {
    return of(random, random.nextInt(6), 3);
  }

  /** A name of any length up to 255 octets. */
  public static Name any(RandomGenerator random) {
    return of(random, random.nextInt(128), 1 + random.nextInt(63));
  }

  private static Name of(RandomGenerator random, int labels, int longest) {
    byte[] wire = new byte[Labels.MAX_NAME_OCTETS];
    int at = 0;
    for (int i = 0; i < labels; i++) {
      int length = 1 + random.nextInt(longest);
      if (at + length + 2 > wire.length) {
        break;
      }
      wire[at++] = (byte) length;
      for (int j = 0; j < length; j++) {
        wire[at++] = ALPHABET[random.nextInt(ALPHABET.length)];
      }
    }
    return Name.ofWire(wire, 0);
  }

  /** The same name with the case of some letters changed. */
  public static Name recased(Name name, RandomGenerator random) {
    byte[] wire = name.toWire();
    int at = 0;
    while (wire[at] != 0) {
      int next = at + wire[at] + 1;
      for (int i = at + 1; i < next; i++) {
        boolean letter = wire[i] >= 'a' && wire[i] <= 'z' || wire[i] >= 'A' && wire[i] <= 'Z';
        wire[i] ^= letter && random.nextBoolean() ? (byte) 0x20 : 0;
      }
      at = next;
    }
    return Name.ofWire(wire, 0);
  }
}
