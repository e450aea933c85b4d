package nomen.loadtest.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a run, one a second as long as they are no more than {@link #MAX_ROWS}. When they
 * would be, each two that follow one another become one, exactly (their histograms are added), and
 * from then on a row is twice as long. So a run of a day has rows of 32 seconds. Belongs to one
 * thread.
 */
final class TimeLine {
  /** The most rows, each of a few KiB. */
  static final int MAX_ROWS = 3_600;

  private final int maxRows;
  private final List<Interval> rows = new ArrayList<>();
  private int looksInRow = 1;
  private int looksInLast;

  TimeLine() {
    this(MAX_ROWS);
  }

  TimeLine(int maxRows) {
    this.maxRows = maxRows;
  }

  /** Takes what the newest look brought. */
  void add(Interval look) {
    if (!rows.isEmpty() && looksInLast < looksInRow) {
      rows.set(rows.size() - 1, rows.getLast().then(look));
      looksInLast++;
      return;
    }
    if (rows.size() == maxRows) {
      mergePairs();
    }
    rows.add(look);
    looksInLast = 1;
  }

  private void mergePairs() {
    List<Interval> merged = new ArrayList<>(maxRows);
    for (int i = 0; i + 1 < rows.size(); i += 2) {
      merged.add(rows.get(i).then(rows.get(i + 1)));
    }
    if (rows.size() % 2 == 1) {
      merged.add(rows.getLast());
    }
    rows.clear();
    rows.addAll(merged);
    looksInRow *= 2;
  }

  List<Interval> rows() {
    return List.copyOf(rows);
  }
}
