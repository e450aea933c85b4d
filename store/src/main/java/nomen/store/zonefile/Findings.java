package nomen.store.zonefile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * What was found in a master file and those that it includes, up to a limit: of errors, after which
 * reading stops, and of warnings, which go on being counted.
 */
public final class Findings {
  /** The most errors that are kept, and the most warnings. */
  public static final int MAX_EACH = 100;

  private final List<Finding> kept = new ArrayList<>();
  private int errors;
  private int warnings;

  Findings() {}

  void add(Finding finding) {
    int count = finding.severity() == Severity.ERROR ? ++errors : ++warnings;
    if (count <= MAX_EACH) {
      kept.add(finding);
    }
  }

  void addWarningsLeftOut(int count) {
    warnings += count;
  }

  /** Puts the findings of each file in the order of its lines; files stay in their order. */
  void sort() {
    List<String> files = kept.stream().map(Finding::file).distinct().toList();
    kept.sort(
        Comparator.comparingInt((Finding finding) -> files.indexOf(finding.file()))
            .thenComparingInt(Finding::line)
            .thenComparingInt(Finding::column));
  }

  /** Whether so many errors were found that it is no use to go on. */
  boolean isFull() {
    return errors >= MAX_EACH;
  }

  /** At most {@link #MAX_EACH} errors and as many warnings. */
  public List<Finding> list() {
    return Collections.unmodifiableList(kept);
  }

  /** The number of errors; at {@link #MAX_EACH} reading stopped, and there may be more. */
  public int errorCount() {
    return errors;
  }

  /** The number of warnings, also of those that are not kept. */
  public int warningCount() {
    return warnings;
  }

  /** Whether there is any error: the zone cannot be served. */
  public boolean hasErrors() {
    return errors > 0;
  }

  /** What was found in one line: "3 errors (stopped there), 120 warnings (100 shown)". */
  public String summary() {
    return plural(errors, "error")
        + (isFull() ? " (stopped there)" : "")
        + ", "
        + plural(warnings, "warning")
        + (warnings > MAX_EACH ? " (" + MAX_EACH + " shown)" : "");
  }

  private static String plural(int count, String word) {
    return count + " " + word + (count == 1 ? "" : "s");
  }
}
