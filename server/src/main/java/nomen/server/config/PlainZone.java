package nomen.server.config;

import org.jspecify.annotations.Nullable;

/**
 * The table of a zone with its name and its file taken out, so that tables which differ in nothing
 * else are known by their equal shapes. Comments and empty lines are no part of the shape.
 *
 * <p>Only strings without escapes are taken out, each alone in its line. A name or file in another
 * form stays in the shape: then it is as if zones had nothing in common, which costs time only.
 *
 * @param shape what is left of the text
 * @param name what {@code name} says
 * @param nameLine its line, from 1 for that of the header
 * @param file what {@code file} says; null if it does not stand there
 */
record PlainZone(String shape, String name, int nameLine, @Nullable String file) {
  private static final String NAME = "name";
  private static final String FILE = "file";

  /** The table in a part of a text; null if it has no plain name, or strings of many lines. */
  static @Nullable PlainZone of(String text, int start, int end) {
    StringBuilder shape = new StringBuilder(end - start);
    String name = null;
    String file = null;
    int line = 0;
    int nameLine = 0;
    boolean isOwn = true;
    for (int at = start; at < end; ) {
      int newline = text.indexOf('\n', at);
      int lineEnd = newline < 0 || newline >= end ? end : newline + 1;
      int first = blanksFrom(text, at, lineEnd);
      boolean cut = false;
      line++;
      if (at > start && text.startsWith("[", first)) {
        isOwn = false;
      } else if (isOwn && name == null && text.startsWith(NAME, first)) {
        name = valueOf(text, first + NAME.length(), lineEnd);
        cut = name != null;
        nameLine = line;
        shape.append(cut ? NAME : "");
      } else if (isOwn && file == null && text.startsWith(FILE, first)) {
        file = valueOf(text, first + FILE.length(), lineEnd);
        cut = file != null;
        shape.append(cut ? FILE : "");
      }
      if (!cut && !isEmpty(text, first, lineEnd)) {
        shape.append(text, at, lineEnd);
      }
      at = lineEnd;
    }
    // It tells first what was taken out, so that no other text looks like it.
    String left = shape.insert(0, file == null ? NAME : FILE).toString();
    return name == null || left.contains("\"\"\"") || left.contains("'''")
        ? null
        : new PlainZone(left, name, nameLine, file);
  }

  private static int blanksFrom(String text, int from, int end) {
    int next = from;
    while (next < end && (text.charAt(next) == ' ' || text.charAt(next) == '\t')) {
      next++;
    }
    return next;
  }

  /** Whether from here to the end of the line there is nothing, or a comment that TOML allows. */
  private static boolean isEmpty(String text, int from, int lineEnd) {
    int last = lineEnd;
    if (last > from && text.charAt(last - 1) == '\n') {
      last--;
      if (last > from && text.charAt(last - 1) == '\r') {
        last--;
      }
    }
    int next = blanksFrom(text, from, last);
    if (next < last && text.charAt(next) != '#') {
      return false;
    }
    for (; next < last; next++) {
      if (!isPlain(text.charAt(next))) {
        return false;
      }
    }
    return true;
  }

  /** The string after an equals sign; null if there is anything else. */
  private static @Nullable String valueOf(String text, int from, int lineEnd) {
    int equals = blanksFrom(text, from, lineEnd);
    if (equals == lineEnd || text.charAt(equals) != '=') {
      return null;
    }
    int quote = blanksFrom(text, equals + 1, lineEnd);
    if (quote == lineEnd || text.charAt(quote) != '"' && text.charAt(quote) != '\'') {
      return null;
    }
    int close = text.indexOf(text.charAt(quote), quote + 1);
    if (close < 0 || close >= lineEnd || !isEmpty(text, close + 1, lineEnd)) {
      return null;
    }
    for (int i = quote + 1; i < close; i++) {
      if (!isPlain(text.charAt(i)) || text.charAt(i) == '\\') {
        return null;
      }
    }
    return text.substring(quote + 1, close);
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c != 0x7f && !Character.isSurrogate(c);
  }
}
