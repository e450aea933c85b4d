package nomen.loadtest.traffic.generator;

import java.util.SplittableRandom;

/**
 * Draws ranks 0 to n - 1 of which rank k has a probability in proportion to (k + 1)^-s, as the
 * popularity of names has it with s near 1. Immutable.
 *
 * <p>By rejection-inversion (W. Hörmann, G. Derflinger: Rejection-inversion to generate variates
 * from monotone discrete distributions, ACM TOMACS 6(3), 1996): no table, and a little over one try
 * for each rank, however many there are.
 */
final class Zipf {
  /** The steepest distribution. */
  static final double MAX_EXPONENT = 10;

  /** Nearer to 1 the integral is taken as the logarithm that it becomes at 1. */
  private static final double LOGARITHMIC = 1e-9;

  private final int count;
  private final double exponent;
  private final double oneMinus;
  private final boolean logarithmic;
  private final double upper;
  private final double range;
  private final double squeeze;

  /**
   * A distribution.
   *
   * @param count of ranks, 1 or more
   * @param exponent over 0
   */
  Zipf(int count, double exponent) {
    if (count < 1 || !(exponent > 0 && exponent <= MAX_EXPONENT)) {
      throw new IllegalArgumentException(
          "Zipf: " + count + " ranks, exponent " + exponent + " not in 0.." + MAX_EXPONENT);
    }
    this.count = count;
    this.exponent = exponent;
    this.oneMinus = 1 - exponent;
    this.logarithmic = Math.abs(oneMinus) < LOGARITHMIC;
    this.upper = integral(count + 0.5);
    this.range = integral(1.5) - 1 - upper;
    this.squeeze = 2 - inverse(integral(2.5) - weight(2));
  }

  /** Draws a rank. */
  int draw(SplittableRandom random) {
    while (true) {
      double area = upper + random.nextDouble() * range;
      double x = inverse(area);
      int rank = (int) Math.max(1, Math.min(count, x + 0.5));
      if (rank - x <= squeeze || area >= integral(rank + 0.5) - weight(rank)) {
        return rank - 1;
      }
    }
  }

  private double weight(double x) {
    return Math.pow(x, -exponent);
  }

  private double integral(double x) {
    return logarithmic ? Math.log(x) : Math.pow(x, oneMinus) / oneMinus;
  }

  private double inverse(double area) {
    return logarithmic ? Math.exp(area) : Math.pow(area * oneMinus, 1 / oneMinus);
  }
}
