package nomen.loadtest.traffic.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZipfTest {
  private static final int DRAWS = 400_000;

  /** Chi-square against the definition; ranks that are rarely drawn count as one class. */
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "2, 1",
    "3, 0.3",
    "10, 0.5",
    "10, 1",
    "10, 3",
    "1000, 0.9",
    "1000, 1",
    "1000, 1.0001",
    "1000, 1.2",
    "100000, 0.7",
    "100000, 1",
    "100000, 2",
    "50, 10",
  })
  void drawsEachRankAsOftenAsItsWeightSays(int count, double exponent) {
    Zipf zipf = new Zipf(count, exponent);
    SplittableRandom random = new SplittableRandom(17);
    long[] seen = new long[count];
    for (int i = 0; i < DRAWS; i++) {
      seen[zipf.draw(random)]++;
    }
    double total = 0;
    for (int rank = 1; rank <= count; rank++) {
      total += Math.pow(rank, -exponent);
    }
    double chi = 0;
    int classes = 0;
    double expectedOfClass = 0;
    long seenOfClass = 0;
    for (int rank = 1; rank <= count; rank++) {
      expectedOfClass += DRAWS * Math.pow(rank, -exponent) / total;
      seenOfClass += seen[rank - 1];
      if (expectedOfClass >= 20) {
        chi += square(seenOfClass - expectedOfClass) / expectedOfClass;
        classes++;
        expectedOfClass = 0;
        seenOfClass = 0;
      }
    }
    // What is left over is less than one class.
    assertTrue(seenOfClass <= expectedOfClass + 6 * Math.sqrt(expectedOfClass) + 6);
    double freedom = classes - 1.0;
    // Five standard deviations of chi-square; a sampler that is off by a per cent has many more.
    assertTrue(chi <= freedom + 5 * Math.sqrt(2 * freedom) + 3, chi + " of " + freedom);
  }

  private static double square(double value) {
    return value * value;
  }

  @Test
  void sameSeedSameRanks() {
    Zipf zipf = new Zipf(1_000_000, 1.1);
    SplittableRandom one = new SplittableRandom(3);
    SplittableRandom two = new SplittableRandom(3);
    for (int i = 0; i < 1000; i++) {
      assertEquals(zipf.draw(one), zipf.draw(two));
    }
  }

  @Test
  void parametersAreBounded() {
    assertThrows(IllegalArgumentException.class, () -> new Zipf(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Zipf(1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Zipf(1, 10.1));
    assertThrows(IllegalArgumentException.class, () -> new Zipf(1, Double.NaN));
  }
}
