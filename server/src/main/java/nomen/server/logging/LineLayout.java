package nomen.server.logging;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;

/**
 * Lays lines out. Each event is one line, whatever its message and facts hold:
 *
 * <pre>
 *   text      2026-12-01T02:38:42.123Z info update: update refused client=192.0.2.7:4711 zone=example.
 *   json      {"time":"2026-12-01T02:38:42.123Z","level":"info","category":"update","message":...}
 *   journald  &lt;6&gt;update: update refused client=192.0.2.7:4711 zone=example.
 * </pre>
 *
 * <p>A value is printed as it is if it consists of printable ASCII without space, {@code "} and
 * {@code =}; else it stands in quotes, in which {@code \"}, {@code \\}, {@code \n}, {@code \r},
 * {@code \t} and <code>&#92;u001b</code> stand for what would end the value or steer a terminal.
 * Not safe for use by several threads.
 */
final class LineLayout {
  private final StringBuilder text = new StringBuilder(512);

  /** The second of the last line, and how it is printed: most lines have the time of another. */
  private long printedSecond = Long.MIN_VALUE;

  private String printed = "";

  /** The line with its end. */
  CharSequence lay(LogLine line, LogFormat format) {
    text.setLength(0);
    switch (format) {
      case TEXT -> {
        time(line.millis());
        text.append(' ').append(line.level().word()).append(' ');
        plain(line);
      }
      case JOURNALD -> {
        text.append('<').append(priority(line.level())).append('>');
        plain(line);
      }
      case JSON -> json(line);
    }
    return text.append('\n');
  }

  private void plain(LogLine line) {
    text.append(line.category().word()).append(": ");
    escape(line.message(), false);
    for (Fact fact : line.facts()) {
      value(fact.key(), fact.value());
    }
    Throwable failure = line.failure();
    if (failure != null) {
      value("error", Fact.cut(failure.toString(), Fact.MAX_VALUE));
      value("trace", Trace.print(failure));
    }
  }

  private void value(String key, Object value) {
    text.append(' ').append(key).append('=');
    String printedValue = value.toString();
    if (isPlain(printedValue)) {
      text.append(printedValue);
    } else {
      text.append('"');
      escape(printedValue, true);
      text.append('"');
    }
  }

  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char one = value.charAt(i);
      if (one <= ' ' || one >= 0x7f || one == '"' || one == '=') {
        return false;
      }
    }
    return !value.isEmpty();
  }

  private void json(LogLine line) {
    text.append("{\"time\":\"");
    time(line.millis());
    text.append("\",\"level\":\"").append(line.level().word());
    text.append("\",\"category\":\"").append(line.category().word());
    text.append("\",\"message\":\"");
    escape(line.message(), true);
    text.append('"');
    for (Fact fact : line.facts()) {
      member(fact.key(), fact.value());
    }
    Throwable failure = line.failure();
    if (failure != null) {
      member("error", Fact.cut(failure.toString(), Fact.MAX_VALUE));
      member("trace", Trace.print(failure));
    }
    text.append('}');
  }

  private void member(String key, Object value) {
    text.append(",\"");
    escape(key, true);
    text.append("\":");
    if (value instanceof String string) {
      text.append('"');
      escape(string, true);
      text.append('"');
    } else {
      text.append(value);
    }
  }

  /**
   * Appends text in which nothing steers a terminal or ends a line.
   *
   * @param quoted whether it stands in quotes, so that these and backslashes are escaped too
   */
  private void escape(String from, boolean quoted) {
    for (int i = 0; i < from.length(); i++) {
      char one = from.charAt(i);
      if (quoted && (one == '"' || one == '\\')) {
        text.append('\\').append(one);
      } else if (one == '\n') {
        text.append("\\n");
      } else if (one == '\r') {
        text.append("\\r");
      } else if (one == '\t') {
        text.append("\\t");
      } else if (isPair(from, i)) {
        text.append(one).append(from.charAt(++i));
      } else if (one >= ' ' && one < 0x7f || one > 0x9f && isHarmless(one)) {
        text.append(one);
      } else {
        text.append(String.format(Locale.ROOT, "\\u%04x", (int) one));
      }
    }
  }

  private static boolean isPair(String from, int at) {
    return Character.isHighSurrogate(from.charAt(at))
        && at + 1 < from.length()
        && Character.isLowSurrogate(from.charAt(at + 1));
  }

  /** Not half a character, no end of a line, and nothing that turns the direction of text. */
  private static boolean isHarmless(char one) {
    return switch (Character.getType(one)) {
      case Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.FORMAT,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          false;
      default -> true;
    };
  }

  private void time(long millis) {
    long second = Math.floorDiv(millis, 1000L);
    if (second != printedSecond) {
      ZonedDateTime at = Instant.ofEpochSecond(second).atZone(ZoneOffset.UTC);
      StringBuilder to = new StringBuilder(20);
      digits(to, at.getYear(), 4).append('-');
      digits(to, at.getMonthValue(), 2).append('-');
      digits(to, at.getDayOfMonth(), 2).append('T');
      digits(to, at.getHour(), 2).append(':');
      digits(to, at.getMinute(), 2).append(':');
      digits(to, at.getSecond(), 2).append('.');
      printed = to.toString();
      printedSecond = second;
    }
    text.append(printed);
    digits(text, Math.floorMod(millis, 1000), 3).append('Z');
  }

  private static StringBuilder digits(StringBuilder to, int number, int width) {
    String digits = Integer.toString(number);
    return to.repeat('0', Math.max(0, width - digits.length())).append(digits);
  }

  /** Of sd-daemon(3): SD_ERR, SD_WARNING, SD_INFO, SD_DEBUG. */
  private static int priority(LogLevel level) {
    return switch (level) {
      case ERROR -> 3;
      case WARN -> 4;
      case INFO -> 6;
      case DEBUG -> 7;
    };
  }
}
