package nomen.server.config;

import java.util.ArrayList;
import java.util.List;

/**
 * A configuration file cut at the headers {@code [[zone]]}, so that the tables of many zones are
 * parsed one by one, or not at all. The cut knows where strings, comments and arrays of TOML end,
 * and nothing else of it. What is not right there is found when the pieces are parsed.
 *
 * <p>A piece goes from its header to the next header that does not begin with {@code zone.}: the
 * tables of a zone, such as {@code [[zone.update-rule]]}, belong to it.
 */
final class ConfigurationText {
  private static final String ZONE = "zone";

  /**
   * The table of one zone.
   *
   * @param start where the line of its header begins
   * @param end where the line of the next header begins
   * @param line the line of its header, from 1
   */
  record Piece(int start, int end, int line) {}

  private enum Header {
    /** {@code [[zone]]}. */
    ZONE,
    /** Of a table within a zone's. */
    WITHIN_ZONE,
    OTHER,
    /** Not a header. */
    NONE
  }

  private final String text;
  private final List<Piece> pieces = new ArrayList<>();
  private final StringBuilder rest = new StringBuilder();

  /** For each part of the rest: its first line in the rest, and in the file. */
  private final List<int[]> restParts = new ArrayList<>();

  private int restLine = 1;
  private int at;
  private int line = 1;

  private ConfigurationText(String text) {
    this.text = text;
  }

  /** A text that is not cut: all of it is rest. */
  static ConfigurationText whole(String text) {
    ConfigurationText whole = new ConfigurationText(text);
    whole.rest.append(text);
    return whole;
  }

  /** Cuts a text. */
  static ConfigurationText cut(String text) {
    ConfigurationText cut = new ConfigurationText(text);
    cut.cut();
    return cut;
  }

  /** The zones' tables, in their order. */
  List<Piece> pieces() {
    return pieces;
  }

  /** What is left without them. */
  String rest() {
    return rest.toString();
  }

  /** The line of the file for a line of the rest. */
  int lineOfRest(int lineInRest) {
    int shift = 0;
    for (int[] part : restParts) {
      if (part[0] > lineInRest) {
        break;
      }
      shift = part[1] - part[0];
    }
    return lineInRest + shift;
  }

  private void cut() {
    int start = 0;
    int startLine = 1;
    boolean isZone = false;
    while (at < text.length()) {
      Header header = header(at);
      if (header == Header.ZONE || header == Header.OTHER && isZone) {
        endPart(isZone, start, startLine);
        start = at;
        startLine = line;
        isZone = header == Header.ZONE;
      }
      skipEntry();
    }
    endPart(isZone, start, startLine);
  }

  private void endPart(boolean isZone, int start, int startLine) {
    if (isZone) {
      pieces.add(new Piece(start, at, startLine));
    } else if (at > start) {
      restParts.add(new int[] {restLine, startLine});
      rest.append(text, start, at);
      restLine += line - startLine;
    }
  }

  /** The header with which a line begins. */
  private Header header(int lineStart) {
    int first = blanksFrom(lineStart);
    if (!text.startsWith("[", first)) {
      return Header.NONE;
    }
    boolean isRepeated = text.startsWith("[[", first);
    int name = blanksFrom(first + (isRepeated ? 2 : 1));
    if (!text.startsWith(ZONE, name)) {
      return Header.OTHER;
    }
    int next = blanksFrom(name + ZONE.length());
    if (text.startsWith(".", next)) {
      return Header.WITHIN_ZONE;
    }
    return isRepeated && text.startsWith("]]", next) ? Header.ZONE : Header.OTHER;
  }

  private int blanksFrom(int from) {
    int next = from;
    while (next < text.length() && (text.charAt(next) == ' ' || text.charAt(next) == '\t')) {
      next++;
    }
    return next;
  }

  /** One line, or the lines that a string or an array holds together. */
  private void skipEntry() {
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      switch (c) {
        case '\n' -> {
          at++;
          line++;
          // An array that holds [[zone]] was not closed: that must not cost the zones after it.
          if (depth <= 0 || header(at) == Header.ZONE) {
            return;
          }
        }
        case '#' -> skipTo('\n');
        case '"', '\'' -> skipString(c);
        case '[', '{' -> {
          depth++;
          at++;
        }
        case ']', '}' -> {
          depth--;
          at++;
        }
        default -> at++;
      }
    }
  }

  private void skipTo(char end) {
    int found = text.indexOf(end, at);
    at = found < 0 ? text.length() : found;
  }

  private void skipString(char quote) {
    String three = String.valueOf(quote).repeat(3);
    boolean isLong = text.startsWith(three, at);
    at += isLong ? 3 : 1;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        if (!isLong) {
          return;
        }
        line++;
      } else if (c == quote && (!isLong || text.startsWith(three, at))) {
        at += isLong ? 3 : 1;
        // Up to two quotes may stand before the three that end it.
        for (int i = 0; isLong && i < 2 && text.startsWith(String.valueOf(quote), at); i++) {
          at++;
        }
        return;
      } else if (c == '\\' && quote == '"' && at + 1 < text.length()) {
        // What is escaped does not end the string; an escaped end of a line counts as a line.
        at += text.charAt(at + 1) == '\n' ? 0 : 1;
      }
      at++;
    }
  }
}
