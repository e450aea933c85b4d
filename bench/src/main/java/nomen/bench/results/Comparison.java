package nomen.bench.results;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** New scores beside the kept ones, as a table for a terminal. */
final class Comparison {
  private static final String[] HEADINGS = {
    "benchmark", "kept", "+-", "new", "+-", "new/kept", "octets", "new", "outside both errors"
  };

  private Comparison() {}

  static String print(List<Score> kept, List<Score> fresh) {
    Map<String, Score> byKey = new HashMap<>();
    kept.forEach(score -> byKey.put(score.key(), score));
    List<String[]> rows = new ArrayList<>();
    rows.add(HEADINGS);
    for (Score score : fresh) {
      Score before = byKey.get(score.key());
      rows.add(before == null ? unknown(score) : row(before, score));
    }
    return print(rows);
  }

  private static String name(Score score) {
    String params = Figures.params(score);
    return score.className() + "." + score.method() + (params.isEmpty() ? "" : ", " + params);
  }

  private static String[] unknown(Score fresh) {
    return new String[] {
      name(fresh),
      "",
      "",
      Figures.time(fresh),
      Figures.error(fresh),
      "",
      "",
      Figures.octets(fresh.octets()),
      "not kept"
    };
  }

  private static String[] row(Score kept, Score fresh) {
    return new String[] {
      name(fresh),
      Figures.time(kept),
      Figures.error(kept),
      Figures.time(fresh),
      Figures.error(fresh),
      Figures.ratio(fresh.time() / kept.time()),
      Figures.octets(kept.octets()),
      Figures.octets(fresh.octets()),
      !fresh.isApartFrom(kept) ? "no" : fresh.time() < kept.time() ? "faster" : "SLOWER"
    };
  }

  private static String print(List<String[]> rows) {
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
    return text.toString();
  }
}
