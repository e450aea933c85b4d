package nomen.loadtest.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * One axis of a plot: where a value lies, and which values have a mark.
 *
 * @param label what is along it, with its unit
 * @param min at its start
 * @param max at its end, above {@code min}
 * @param logarithmic whether equal ratios are equally long; {@code min} is above 0 then
 * @param ticks values with a line and words, in order
 * @param print a value in words, for tables and tool tips
 */
record Axis(
    String label,
    double min,
    double max,
    boolean logarithmic,
    List<Tick> ticks,
    DoubleFunction<String> print) {
  private static final int[] TIME_STEPS = {
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400
  };

  /** Room above the largest value, as a part of the way from one tick to the next. */
  private static final double MIN_HEADROOM = 0.05;

  private static final int MAX_TIME_TICKS = 12;
  private static final int MAX_DECADES_WITH_SUBTICKS = 2;

  /** A mark. One without words is a thin line only. */
  record Tick(double value, String words) {}

  /** Copies the list. */
  Axis {
    ticks = List.copyOf(ticks);
  }

  /** Where a value lies, 0 to 1; values beyond the ends lie at them. */
  double position(double value) {
    double place =
        logarithmic
            ? Math.log(Math.max(value, min) / min) / Math.log(max / min)
            : (value - min) / (max - min);
    return Math.clamp(place, 0.0, 1.0);
  }

  /** From 0 to a round number above the largest value. */
  static Axis linear(String label, double largest, DoubleFunction<String> print) {
    double top = largest > 0 ? largest : 1;
    double step = roundStep(top / 5);
    // What reaches the very top looks cut off.
    double max = Math.ceil(top / step + MIN_HEADROOM) * step;
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i * step <= max + step / 2; i++) {
      ticks.add(new Tick(i * step, print.apply(i * step)));
    }
    return new Axis(label, 0, max, false, ticks, print);
  }

  private static double roundStep(double atLeast) {
    double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
    for (double factor : new double[] {1, 2, 2.5, 5}) {
      if (factor * power >= atLeast * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /** Between round numbers (1, 2 and 5 in each decade) around the smallest and largest value. */
  static Axis logarithmic(
      String label, double smallest, double largest, DoubleFunction<String> print) {
    double low = smallest > 0 ? smallest : 1;
    double min = roundDown(low);
    double max = Math.max(roundUp(Math.max(largest, low)), min * 10);
    boolean subticks = Math.log10(max / min) <= MAX_DECADES_WITH_SUBTICKS + 1e-9;
    List<Tick> ticks = new ArrayList<>();
    for (int exponent = (int) Math.floor(Math.log10(min) + 1e-9);
        Math.pow(10, exponent) <= max * 1.001;
        exponent++) {
      for (int factor : new int[] {1, 2, 5}) {
        double value = factor * Math.pow(10, exponent);
        if (value >= min * 0.999 && value <= max * 1.001) {
          ticks.add(new Tick(value, factor == 1 || subticks ? print.apply(value) : ""));
        }
      }
    }
    return new Axis(label, min, max, true, ticks, print);
  }

  private static double roundDown(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(value) + 1e-9));
    return value >= 5 * power * 0.999 ? 5 * power : value >= 2 * power * 0.999 ? 2 * power : power;
  }

  private static double roundUp(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(value) + 1e-9));
    for (int factor : new int[] {1, 2, 5}) {
      if (value <= factor * power * 1.001) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /** Seconds from the start of a run. */
  static Axis time(double seconds) {
    double max = Math.max(seconds, 1e-3);
    double step = Math.max(max / 5, 1e-3);
    if (max > 5) {
      step = TIME_STEPS[TIME_STEPS.length - 1];
      for (int i = TIME_STEPS.length - 1; i >= 0 && max / TIME_STEPS[i] <= MAX_TIME_TICKS; i--) {
        step = TIME_STEPS[i];
      }
    } else {
      step = roundStep(step);
    }
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i * step <= max * 1.001; i++) {
      ticks.add(new Tick(i * step, time(i * step, max)));
    }
    return new Axis("time from the start", 0, max, false, ticks, value -> time(value, max));
  }

  private static String time(double seconds, double of) {
    long whole = Math.round(seconds);
    if (of > 3 * 3600) {
      return Figures.format("%d:%02d h", whole / 3600, whole / 60 % 60);
    }
    if (of > 180) {
      return Figures.format("%d:%02d min", whole / 60, whole % 60);
    }
    return Figures.plain(Math.round(seconds * 100) / 100.0) + " s";
  }

  /**
   * Shares of all answers: 0, 90 %, 99 % and so on are equally far from each other, as values are
   * 1/(1-p).
   *
   * @param answers how many there are: the axis ends where one answer lies above
   */
  static Axis percentiles(long answers) {
    double max = Math.max(10, Math.min((double) answers, 1e6));
    List<Tick> ticks = new ArrayList<>();
    for (double percent :
        new double[] {0, 50, 75, 90, 95, 99, 99.5, 99.9, 99.99, 99.999, 99.9999}) {
      double value = 1 / (1 - percent / 100);
      if (value <= max * 1.001) {
        ticks.add(new Tick(value, Figures.plain(percent) + " %"));
      }
    }
    return new Axis(
        "share of the answers that took no longer",
        1,
        max,
        true,
        ticks,
        value -> Figures.plain(Math.round(1e6 * (1 - 1 / value)) / 1e4) + " %");
  }
}
