package nomen.loadtest.cli;

import java.util.ArrayList;
import java.util.List;

/** Keeps secrets of keys out of reports, which are passed around. */
final class SecretWords {
  private static final String HIDDEN = "***";

  private SecretWords() {}

  /**
   * The words of a command line, with the secret of {@code -y} and {@code --key} made unreadable.
   */
  static List<String> hide(List<String> words) {
    List<String> shown = new ArrayList<>();
    boolean key = false;
    for (String word : words) {
      if (key) {
        shown.add(withoutSecret(word));
        key = false;
      } else if (word.equals("-y") || word.equals("--key")) {
        shown.add(word);
        key = true;
      } else if (word.startsWith("--key=") || word.startsWith("-y")) {
        shown.add(withoutSecret(word));
      } else {
        shown.add(word);
      }
    }
    return shown;
  }

  private static String withoutSecret(String word) {
    int colon = word.lastIndexOf(':');
    return colon < 0 ? HIDDEN : word.substring(0, colon + 1) + HIDDEN;
  }
}
