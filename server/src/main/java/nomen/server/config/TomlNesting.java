package nomen.server.config;

import java.util.Optional;

/**
 * How deep arrays and inline tables of a TOML text are nested. It is measured before the text is
 * parsed, as the parser calls itself for each level and has no limit but the stack.
 */
final class TomlNesting {
  /** Levels of arrays and inline tables in one value; no setting needs more than three. */
  static final int MAX_DEPTH = 32;

  private final String text;
  private int at;

  private TomlNesting(String text) {
    this.text = text;
  }

  /**
   * Looks at a text, which need not be TOML.
   *
   * @param file its name in messages
   * @return the place of the first level that is too deep, if there is one
   */
  static Optional<Finding> check(String text, String file) {
    TomlNesting nesting = new TomlNesting(text);
    return nesting.findTooDeep() ? Optional.of(nesting.finding(file)) : Optional.empty();
  }

  private boolean findTooDeep() {
    int depth = 0;
    while (at < text.length()) {
      switch (text.charAt(at)) {
        case '[', '{' -> {
          depth++;
          if (depth > MAX_DEPTH) {
            return true;
          }
        }
        case ']', '}' -> depth = Math.max(0, depth - 1);
        case '#' -> skipComment();
        case '"', '\'' -> skipString(text.charAt(at));
        default -> {
          // Neither opens nor closes anything.
        }
      }
      at++;
    }
    return false;
  }

  private void skipComment() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end;
  }

  /** Leaves the place at the last quote, or where a string without an end is over. */
  private void skipString(char quote) {
    String three = String.valueOf(quote).repeat(3);
    boolean lines = text.startsWith(three, at);
    int from = at;
    at += lines ? three.length() : 1;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\' && quote == '"') {
        at++;
      } else if (lines ? text.startsWith(three, at) : c == quote) {
        at += lines ? skipQuotes(quote) : 0;
        return;
      } else if (c == '\n' && !lines) {
        return;
      }
    }
    at = Math.max(from, text.length());
  }

  /** The end of a string of several lines may have two quotes of the string before it. */
  private int skipQuotes(char quote) {
    int quotes = 3;
    while (quotes < 5 && at + quotes < text.length() && text.charAt(at + quotes) == quote) {
      quotes++;
    }
    return quotes - 1;
  }

  private Finding finding(String file) {
    int line = 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    int column = at - text.lastIndexOf('\n', at - 1);
    return new Finding(file, line, column, "", "nested deeper than " + MAX_DEPTH);
  }
}
