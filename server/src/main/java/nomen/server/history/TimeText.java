package nomen.server.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Moments as operators write them: {@code 2h} ago, {@code 2026-01-02}, or to the second. */
public final class TimeText {
  private static final Pattern AGO = Pattern.compile("([0-9]{1,9})([smhdw])");

  private TimeText() {}

  /**
   * Scans a moment.
   *
   * @param text a time that has passed since then (seconds, minutes, hours, days, weeks), a date or
   *     a date and time in ISO 8601; UTC if it does not say
   * @throws IllegalArgumentException if it is none
   */
  public static Instant scan(String text, Instant now) {
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      long number = Long.parseLong(ago.group(1));
      return now.minus(
          switch (ago.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofDays(7 * number);
          });
    }
    try {
      if (!text.contains("T")) {
        return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
      }
      return text.matches(".*T.*([zZ]|[+-][0-9:]+)")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no time: write 2h (ago; s, m, h, d, w), 2026-01-02 or 2026-01-02T10:00:00Z",
          e);
    }
  }
}
