package nomen.bench.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** What a comparison prints. */
class ComparisonTest {
  private static Score score(String method, double time, double error, double octets) {
    return score(method, time, error, List.of(), octets);
  }

  private static Score score(
      String method, double time, double error, List<Double> forks, double octets) {
    return new Score(
        "nomen.bench.tree.Zone." + method,
        Map.of("names", "1000"),
        "ns/op",
        time,
        error,
        forks,
        octets);
  }

  @Test
  void tellsChangesFromNoise() {
    List<Score> kept =
        List.of(
            score("hit", 100, 5, 0),
            score("miss", 100, 5, 16),
            score("edit", 100, 5, List.of(98.0, 102.0), 0),
            score("once", 100, Double.NaN, 0),
            score("gone", 70, 1, List.of(69.5, 70.5), 8));
    String printed =
        Comparison.print(
            kept,
            kept,
            List.of(
                score("hit", 109, 5, List.of(108.0, 109.5, 109.5), 0.004),
                score("miss", 80, 2, 24),
                score("edit", 12_345, 1, List.of(12_000.0, 12_690.0), 0),
                score("once", 500, 1, 0),
                score("added", 1.234, 0.1, Double.NaN)));
    assertEquals(
        List.of(
            "benchmark kept spread new spread new/kept octets new beyond both",
            "Zone.hit, 1,000 names 100 ns +- 5.00 109 ns 108 to 110 1.09 0 0 same",
            "Zone.miss, 1,000 names 100 ns +- 5.00 80.0 ns +- 2.00 0.80 16 24 better",
            "Zone.edit, 1,000 names 100 ns 98.0 to 102 12.3 us 12.0 to 12.7 123 0 0 WORSE",
            "Zone.once, 1,000 names 100 ns +- ? 500 ns +- 1.00 5.00 0 0 unknown",
            "Zone.added, 1,000 names 1.23 ns +- 0.10 ? new",
            "Zone.gone, 1,000 names 70.0 ns 69.5 to 70.5 8 MISSING",
            "",
            "1 better, 1 worse, 1 same, 1 unknown, 1 new, 1 missing"),
        printed.lines().map(line -> line.replaceAll(" +", " ")).toList());
    int[] lengths = printed.lines().skip(1).mapToInt(line -> line.indexOf(" ns ")).toArray();
    assertEquals(lengths[0], lengths[1], "columns are aligned");
  }

  @Test
  void countsAlsoWhatThereIsNoneOf() {
    List<Score> kept = List.of(score("hit", 100, 5, 0));
    assertTrue(Comparison.print(kept, kept, kept).endsWith("\n0 better, 0 worse, 1 same\n"));
  }

  /** JMH's interval of all iterations knows nothing of forks: the wider of the two counts. */
  @Test
  void aForkThatLiesOutsideOfTheIntervalCounts() {
    Score kept = score("hit", 100, 2, List.of(99.0, 101.0), 0);
    Score oneSlowFork = score("hit", 120, 2, List.of(101.0, 100.0, 159.0), 0);
    Score allSlow = score("hit", 120, 2, List.of(119.0, 120.0, 121.0), 0);
    Score wide = score("hit", 120, 25, List.of(119.0, 120.0, 121.0), 0);
    assertFalse(oneSlowFork.isApartFrom(kept));
    assertTrue(allSlow.isApartFrom(kept) && kept.isApartFrom(allSlow));
    assertFalse(wide.isApartFrom(kept));
    assertFalse(score("hit", 500, Double.NaN, List.of(500.0), 0).isApartFrom(kept), "no spread");
    assertTrue(score("hit", 500, Double.NaN, List.of(490.0, 510.0), 0).isApartFrom(kept));
  }

  private static boolean isAsked(Score score, String... jmh) throws CommandLineOptionException {
    CommandLineOptions usual = new CommandLineOptions(BenchmarkSet.STANDARD.jmh().split(" "));
    return new Selection(new CommandLineOptions(jmh), usual).has(score);
  }

  @Test
  void onlyWhatIsAskedForCanBeMissing() throws CommandLineOptionException {
    Score hit = score("hit", 1, 1, 0);
    assertTrue(isAsked(hit));
    assertTrue(isAsked(hit, "Zone", "-f", "1"));
    assertTrue(isAsked(hit, "Other", "tree.Zone.h"));
    assertFalse(isAsked(hit, "Other"));
    assertFalse(isAsked(hit, "Zone", "-e", "hit"));
    assertTrue(isAsked(hit, "-p", "names=1000,2000"));
    assertFalse(isAsked(hit, "-p", "names=2000"));
    assertTrue(isAsked(hit, "-p", "kind=ANY"));
  }
}
