package nomen.loadtest.traffic.file;

import java.util.SplittableRandom;

/** Changes texts at random places, for tests. */
final class Mutations {
  private static final String ALPHABET = " \t\r\n;\\.\"()@#*0179aA-\u0000\u007f\u00ff";
  private static final int MOST_CHANGES = 4;

  private Mutations() {}

  static String of(String text, SplittableRandom random) {
    StringBuilder changed = new StringBuilder(text);
    for (int change = random.nextInt(MOST_CHANGES) + 1; change > 0; change--) {
      int at = random.nextInt(changed.length());
      char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      switch (random.nextInt(4)) {
        case 0 -> changed.setCharAt(at, other);
        case 1 -> changed.insert(at, other);
        case 2 -> changed.deleteCharAt(at);
        default -> {
          int from = random.nextInt(changed.length());
          changed.insert(at, changed.substring(from, Math.min(from + 8, changed.length())));
        }
      }
    }
    return changed.toString();
  }
}
