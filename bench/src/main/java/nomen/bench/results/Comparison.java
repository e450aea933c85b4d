package nomen.bench.results;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * New scores beside the kept ones, as a table for a terminal. One is better or worse only where
 * nothing that the forks of both, and JMH's intervals of both, came to is common to them.
 */
final class Comparison {
  private static final String[] HEADINGS = {
    "benchmark", "kept", "spread", "new", "spread", "new/kept", "octets", "new", "beyond both"
  };

  /** What can be said of one benchmark. */
  enum Verdict {
    BETTER,
    WORSE,
    SAME,
    /** One of the two has no spread, as of a single iteration. */
    UNKNOWN,
    /** Ran, and nothing of it is kept. */
    NEW,
    /** Is kept, and did not run. */
    MISSING;

    String word() {
      String word = name().toLowerCase(Locale.ROOT);
      return this == WORSE || this == MISSING ? name() : word;
    }
  }

  private final List<String[]> rows = new ArrayList<>();
  private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);

  private Comparison() {
    rows.add(HEADINGS);
  }

  /**
   * The table, and a line that counts.
   *
   * @param kept what new scores are looked for in
   * @param expected those of the kept that were to run again
   * @param fresh what ran
   */
  static String print(List<Score> kept, List<Score> expected, List<Score> fresh) {
    Map<String, Score> byKey = new HashMap<>();
    kept.forEach(score -> byKey.put(score.key(), score));
    Map<String, Score> ran = new HashMap<>();
    fresh.forEach(score -> ran.put(score.key(), score));
    Comparison comparison = new Comparison();
    for (Score score : fresh) {
      Score before = byKey.get(score.key());
      if (before == null) {
        comparison.addNew(score);
      } else {
        comparison.add(before, score);
      }
    }
    expected.stream()
        .filter(score -> !ran.containsKey(score.key()))
        .forEach(comparison::addMissing);
    return comparison.print();
  }

  private static String name(Score score) {
    String params = Figures.params(score);
    return score.className() + "." + score.method() + (params.isEmpty() ? "" : ", " + params);
  }

  private String count(Verdict verdict) {
    counts.merge(verdict, 1, Integer::sum);
    return verdict.word();
  }

  private void addNew(Score fresh) {
    rows.add(
        new String[] {
          name(fresh),
          "",
          "",
          Figures.time(fresh),
          Figures.spread(fresh),
          "",
          "",
          Figures.octets(fresh.octets()),
          count(Verdict.NEW)
        });
  }

  private void addMissing(Score kept) {
    rows.add(
        new String[] {
          name(kept),
          Figures.time(kept),
          Figures.spread(kept),
          "",
          "",
          "",
          Figures.octets(kept.octets()),
          "",
          count(Verdict.MISSING)
        });
  }

  private void add(Score kept, Score fresh) {
    rows.add(
        new String[] {
          name(fresh),
          Figures.time(kept),
          Figures.spread(kept),
          Figures.time(fresh),
          Figures.spread(fresh),
          Figures.ratio(fresh.time() / kept.time()),
          Figures.octets(kept.octets()),
          Figures.octets(fresh.octets()),
          count(verdict(kept, fresh))
        });
  }

  private static Verdict verdict(Score kept, Score fresh) {
    if (!kept.hasSpread() || !fresh.hasSpread()) {
      return Verdict.UNKNOWN;
    }
    if (!fresh.isApartFrom(kept)) {
      return Verdict.SAME;
    }
    return fresh.time() < kept.time() ? Verdict.BETTER : Verdict.WORSE;
  }

  private String print() {
    int[] widths = new int[HEADINGS.length];
    for (String[] row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        // Words to the left, figures to the right.
        String format = i == 0 || i == widths.length - 1 ? "%-" : "%";
        line.append((format + widths[i] + "s  ").formatted(row[i]));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.append('\n').append(summary()).append('\n').toString();
  }

  /** The first three always, the others where there are any. */
  private String summary() {
    List<String> words = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      int count = counts.getOrDefault(verdict, 0);
      if (count > 0 || verdict.compareTo(Verdict.SAME) <= 0) {
        words.add(count + " " + verdict.name().toLowerCase(Locale.ROOT));
      }
    }
    return String.join(", ", words);
  }
}
