package nomen.bench.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a comparison prints. */
class ComparisonTest {
  private static Score score(String method, double time, double error, double octets) {
    return new Score(
        "nomen.bench.tree.Zone." + method, Map.of("names", "1000"), "ns/op", time, error, octets);
  }

  @Test
  void tellsChangesFromNoise() {
    String printed =
        Comparison.print(
            List.of(
                score("hit", 100, 5, 0),
                score("miss", 100, 5, 16),
                score("edit", 100, 5, 0),
                score("once", 100, Double.NaN, 0)),
            List.of(
                score("hit", 109, 5, 0.004),
                score("miss", 80, 2, 24),
                score("edit", 12_345, 1, 0),
                score("once", 500, 1, 0),
                score("added", 1.234, 0.1, Double.NaN)));
    assertEquals(
        List.of(
            "benchmark kept +- new +- new/kept octets new outside both errors",
            "Zone.hit, 1,000 names 100 ns 5.00 109 ns 5.00 1.09 0 0 no",
            "Zone.miss, 1,000 names 100 ns 5.00 80.0 ns 2.00 0.80 16 24 faster",
            "Zone.edit, 1,000 names 100 ns 5.00 12.3 us 0.00 123 0 0 SLOWER",
            "Zone.once, 1,000 names 100 ns ? 500 ns 1.00 5.00 0 0 no",
            "Zone.added, 1,000 names 1.23 ns 0.10 ? not kept"),
        printed.lines().map(line -> line.replaceAll(" +", " ")).toList());
    int[] lengths = printed.lines().skip(1).mapToInt(line -> line.indexOf(" ns ")).toArray();
    assertEquals(lengths[0], lengths[1], "columns are aligned");
  }
}
