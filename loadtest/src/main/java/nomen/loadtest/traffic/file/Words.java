package nomen.loadtest.traffic.file;

import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.loadtest.traffic.TrafficException;
import org.jspecify.annotations.Nullable;

/** The words of a line, set apart by blanks and tabs. */
public final class Words {
  private final TextLines lines;
  private final String text;
  private int at;

  /**
   * The words of a line.
   *
   * @param lines where it comes from, for messages
   */
  public Words(TextLines lines, String text) {
    this.lines = lines;
    this.text = text;
  }

  /** The next word, or null. */
  public @Nullable String next() {
    skipBlanks();
    int begin = at;
    while (at < text.length() && !isBlank(text.charAt(at))) {
      at++;
    }
    return begin == at ? null : text.substring(begin, at);
  }

  /** The next word. */
  public String need(String field) throws TrafficException {
    String word = next();
    if (word == null) {
      throw lines.error(field + ": missing");
    }
    return word;
  }

  /** Whether no word is left. */
  public boolean atEnd() {
    skipBlanks();
    return at == text.length();
  }

  /** All that is left, from the next word on; empty if there is none. */
  public String rest() {
    skipBlanks();
    String rest = text.substring(at);
    at = text.length();
    return rest;
  }

  /** Refuses another word. */
  public void end() throws TrafficException {
    String word = next();
    if (word != null) {
      throw lines.error("more than the line has: " + word);
    }
  }

  /**
   * The next word as a name.
   *
   * @param origin of names without a final dot, and of {@code @}
   */
  public Name name(String field, Name origin) throws TrafficException {
    try {
      return Name.parse(need(field), origin);
    } catch (IllegalArgumentException e) {
      throw lines.error(field + ": " + e.getMessage());
    }
  }

  /** The next word as a type: a mnemonic, or TYPEnnn. */
  public RRType type() throws TrafficException {
    String word = need("type");
    RRType type = TypeWord.parse(word);
    if (type == null) {
      throw lines.error("type: unknown type " + word);
    }
    return type;
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
