package nomen.loadtest.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A command line as reports show it: to be pasted into a shell, and without secrets. */
final class CommandWords {
  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

  /** The option that takes a TSIG key, and its last part, which is the secret. */
  private static final Pattern KEY_OPTION = Pattern.compile("-\\w*y|--key");

  private static final Pattern KEY_WORD = Pattern.compile("(-[A-Za-z]*?y|--key=)(.*:.*)");

  private CommandWords() {}

  static String print(List<String> words) {
    List<String> printed = new ArrayList<>();
    boolean key = false;
    for (String word : words) {
      var joined = KEY_WORD.matcher(word);
      String shown = word;
      if (key) {
        shown = withoutSecret(word);
      } else if (joined.matches()) {
        shown = joined.group(1) + withoutSecret(joined.group(2));
      }
      printed.add(quote(shown));
      key = KEY_OPTION.matcher(word).matches();
    }
    return String.join(" ", printed);
  }

  private static String withoutSecret(String key) {
    return key.substring(0, key.lastIndexOf(':') + 1) + "SECRET";
  }

  private static String quote(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
