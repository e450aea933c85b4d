package nomen.bench.results;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Figures as tables have them: three digits, and a unit that fits. */
final class Figures {
  private static final double KILO = 1000;
  private static final List<String> TIMES = List.of("ns", "us", "ms", "s");

  private Figures() {}

  /** A time in the unit of a score. */
  static String time(Score score) {
    int unit = unit(score);
    int shown = shownUnit(score);
    return number(score.time() / Math.pow(KILO, shown - unit)) + " " + TIMES.get(shown);
  }

  /**
   * What the forks came to, from the fastest to the slowest; of one fork the error. In the unit in
   * which {@link #time} prints the time.
   */
  static String spread(Score score) {
    double scale = Math.pow(KILO, shownUnit(score) - unit(score));
    if (!score.hasSeveralForks()) {
      return "+- " + number(score.error() / scale);
    }
    return number(Collections.min(score.forks()) / scale)
        + " to "
        + number(Collections.max(score.forks()) / scale);
  }

  private static int unit(Score score) {
    String unit = score.unit();
    int found = TIMES.indexOf(unit.replace("/op", ""));
    if (found < 0) {
      throw new IllegalArgumentException(score.benchmark() + ": no time of an operation: " + unit);
    }
    return found;
  }

  private static int shownUnit(Score score) {
    int unit = unit(score);
    for (double time = score.time(); time >= 10 * KILO && unit < TIMES.size() - 1; unit++) {
      time /= KILO;
    }
    return unit;
  }

  /** Octets of an operation. JMH's own threads allocate a little: below one is none. */
  static String octets(double value) {
    return Double.isNaN(value) ? "?" : "%,d".formatted(Math.round(Math.floor(value + 0.1)));
  }

  /** How many times as much. */
  static String ratio(double value) {
    return number(value);
  }

  /** A number of three digits, or of more if it is large. */
  private static String number(double value) {
    if (!Double.isFinite(value)) {
      return "?";
    }
    int decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /** Parameters in words: numbers with commas, constants as they are. */
  static String params(Score score) {
    List<String> words = new ArrayList<>();
    score
        .params()
        .forEach(
            (name, value) ->
                words.add(
                    value.matches("\\d+")
                        ? "%,d %s".formatted(Long.parseLong(value), name)
                        : value.toLowerCase(Locale.ROOT).replace('_', ' ')));
    return String.join(", ", words);
  }
}
