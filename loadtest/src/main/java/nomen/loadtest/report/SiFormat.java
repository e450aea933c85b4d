package nomen.loadtest.report;

import static nomen.loadtest.report.Figures.format;

/** Numbers with the prefixes of the international system of units, three digits long. */
final class SiFormat {
  private static final String[] LARGE = {"", "k", "M", "G", "T"};
  private static final String[] SMALL = {"s", "ms", "\u00b5s", "ns"};

  private SiFormat() {}

  /** A count or a rate: 1.25 M for 1,250,000. */
  static String count(double value) {
    double left = value;
    int prefix = 0;
    while (Math.abs(left) >= 999.5 && prefix < LARGE.length - 1) {
      left /= 1000;
      prefix++;
    }
    return digits(left) + (prefix == 0 ? "" : " " + LARGE[prefix]);
  }

  /** A time: 1.25 ms for 1,250,000 ns. */
  static String seconds(double nanos) {
    double left = nanos / 1e9;
    int unit = 0;
    while (left < 0.9995 && left > 0 && unit < SMALL.length - 1) {
      left *= 1000;
      unit++;
    }
    return digits(left) + " " + SMALL[unit];
  }

  /** A time: 1.25 ms for 1,250,000 ns. */
  static String seconds(long nanos) {
    return seconds((double) nanos);
  }

  private static String digits(double value) {
    if (value == Math.rint(value) || Math.abs(value) >= 99.95) {
      return format("%.0f", value);
    }
    String digits = format(Math.abs(value) >= 9.995 ? "%.1f" : "%.2f", value);
    return digits.contains(".") ? digits.replaceAll("\\.?0+$", "") : digits;
  }
}
