package nomen.bench.name;

import java.util.Random;
import nomen.codec.name.Name;

/** Names in presentation format, many and the same in every run. */
final class BenchTexts {
  /** Enough that the branch predictor does not learn them by heart; a power of two. */
  static final int COUNT = 1 << 13;

  private static final String[] TAILS = {
    "com.", "example.com.", "co.uk.", "dyn.example.net.", "in-addr.arpa.", "_tcp.example.org."
  };

  private BenchTexts() {}

  /** Names of two to five labels, one in eight with letters of both cases, none with escapes. */
  static String[] names() {
    Random random = new Random(7);
    String[] names = new String[COUNT];
    for (int i = 0; i < COUNT; i++) {
      names[i] = label(random, random.nextInt(8) == 0) + "." + TAILS[random.nextInt(TAILS.length)];
    }
    return names;
  }

  /** The wire format of all. */
  static byte[][] wire(String[] names) {
    byte[][] wire = new byte[names.length][];
    for (int i = 0; i < names.length; i++) {
      wire[i] = Name.parse(names[i]).toWire();
    }
    return wire;
  }

  /** The name with the case of every letter of its first label turned around. */
  static String turned(String name) {
    StringBuilder turned = new StringBuilder(name);
    for (int i = 0; i < name.indexOf('.'); i++) {
      char c = name.charAt(i);
      turned.setCharAt(
          i, Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c));
    }
    return turned.toString();
  }

  private static String label(Random random, boolean bothCases) {
    StringBuilder label = new StringBuilder();
    for (int i = random.nextInt(3, 20); i > 0; i--) {
      char letter = (char) ((bothCases && random.nextBoolean() ? 'A' : 'a') + random.nextInt(26));
      label.append(letter);
    }
    return label.toString();
  }
}
