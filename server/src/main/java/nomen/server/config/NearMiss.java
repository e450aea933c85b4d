package nomen.server.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that somebody meant: the nearest by insertions, deletions and replacements. */
final class NearMiss {
  /** One slip for every three letters, so that short words are not taken for each other. */
  private static final int LETTERS_PER_SLIP = 3;

  private NearMiss() {}

  static Optional<String> of(String word, Collection<String> known) {
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= allowedSlips(word))
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
  }

  private static int allowedSlips(String word) {
    return Math.max(1, word.length() / LETTERS_PER_SLIP);
  }

  /** The Levenshtein distance, one row of its table at a time; _ counts as -. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (same(from.charAt(i - 1), to.charAt(j - 1)) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }

  private static boolean same(char a, char b) {
    return a == b || (a == '_' && b == '-');
  }
}
