package nomen.server.history;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes one object of JSON (RFC 8259) in one line, member by member, for reports that programs
 * read. Members that have no value are null, so that every object of a kind has the same members.
 * Not thread-safe.
 */
public final class JsonLine {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);
  private static final int FIRST_PRINTABLE = 0x20;

  private final StringBuilder text = new StringBuilder("{");

  /** A member that is a string. */
  public JsonLine text(String name, @Nullable String value) {
    begin(name);
    if (value == null) {
      text.append("null");
    } else {
      quote(value);
    }
    return this;
  }

  /** A member that is an integer. */
  public JsonLine number(String name, long value) {
    begin(name);
    text.append(value);
    return this;
  }

  /** A member that is an integer; null if it is negative, which stands for none. */
  public JsonLine numberIfAny(String name, long value) {
    return value < 0 ? text(name, null) : number(name, value);
  }

  /** A member that is true or false. */
  public JsonLine truth(String name, boolean value) {
    begin(name);
    text.append(value);
    return this;
  }

  /**
   * A member that is a time in UTC, as {@code "2026-01-02T10:00:00.123Z"}; null if it is negative.
   *
   * @param millis since 1970
   */
  public JsonLine time(String name, long millis) {
    return text(name, millis < 0 ? null : TIME.format(Instant.ofEpochMilli(millis)));
  }

  /** A member that is an object. */
  public JsonLine object(String name, @Nullable JsonLine value) {
    begin(name);
    text.append(value == null ? "null" : value.toString());
    return this;
  }

  /** A member that is an array of objects. */
  public JsonLine objects(String name, List<JsonLine> values) {
    begin(name);
    text.append('[');
    for (int i = 0; i < values.size(); i++) {
      text.append(i == 0 ? "" : ",").append(values.get(i));
    }
    text.append(']');
    return this;
  }

  private void begin(String name) {
    if (text.length() > 1) {
      text.append(',');
    }
    quote(name);
    text.append(':');
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char character = value.charAt(i);
      switch (character) {
        case '"', '\\' -> text.append('\\').append(character);
        case '\n' -> text.append("\\n");
        case '\t' -> text.append("\\t");
        default -> {
          // Half a surrogate pair is no text that UTF-8 has; it can only come from a defect.
          if (character < FIRST_PRINTABLE
              || Character.isSurrogate(character) && isAlone(value, i)) {
            text.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
          } else {
            text.append(character);
          }
        }
      }
    }
    text.append('"');
  }

  private static boolean isAlone(String value, int index) {
    return Character.isHighSurrogate(value.charAt(index))
        ? index + 1 == value.length() || !Character.isLowSurrogate(value.charAt(index + 1))
        : index == 0 || !Character.isHighSurrogate(value.charAt(index - 1));
  }

  /** The object so far, with its end. */
  @Override
  public String toString() {
    return text + "}";
  }
}
