package nomen.loadtest.report;

import static nomen.loadtest.report.Figures.format;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import nomen.loadtest.plan.LoadPlan;
import nomen.loadtest.statistics.Interval;
import nomen.loadtest.statistics.LatencySummary;

/**
 * One line on a terminal that is written anew with every row of the time line: how far the run is,
 * what was sent and answered a second, what was lost, latency of the last second, and response
 * codes other than NOERROR. Where there is no terminal there is none.
 *
 * <p>Not a library's progress bar: that shows how far something is and how fast, but this line is
 * of rates and latencies, and a run has an end only if it has a time limit (the other reasons are
 * those of docs/decisions/0004-loading-line.md). Belongs to one thread.
 */
public final class LiveLine {
  private static final String ERASE_LINE = "\r\u001b[K";
  private static final int SHOWN_RCODES = 2;

  private final PrintWriter terminal;
  private final boolean shown;
  private final String total;

  /**
   * A line for one run.
   *
   * @param terminal where it is shown
   * @param attached whether that is a terminal; else nothing is shown
   */
  public LiveLine(PrintWriter terminal, boolean attached, LoadPlan plan) {
    this.terminal = terminal;
    this.shown = attached;
    double seconds = plan.bounds().seconds();
    this.total = seconds < Integer.MAX_VALUE ? format("/%.0f", seconds) : "";
  }

  /** Shows a row, the newest. */
  public void show(Interval row) {
    if (shown) {
      terminal.print(ERASE_LINE + text(row));
      terminal.flush();
    }
  }

  private String text(Interval row) {
    Interval.OfKind all = row.all();
    LatencySummary latency = all.latency();
    String text =
        format(
            "%.0f%s s  sent %s/s  answered %s/s  lost %.2f%%",
            Figures.seconds(row.endNanos()),
            total,
            count(row.perSecond(all.counts().sent())),
            count(row.perSecond(all.counts().answered())),
            Figures.percent(all.counts().lost(), all.counts().lost() + all.counts().answered()));
    if (latency.answers() > 0) {
      text +=
          format(
              "  p50 %s  p99 %s",
              SiFormat.seconds(latency.p50Nanos()), SiFormat.seconds(latency.p99Nanos()));
    }
    if (row.dropped() > 0) {
      text += format("  dropped here %,d", row.dropped());
    }
    List<Figures.RcodeCount> others =
        Figures.rcodes(all.counts()).stream()
            .filter(rcode -> rcode.rcode() != 0)
            .sorted(Comparator.comparingLong(Figures.RcodeCount::answers).reversed())
            .toList();
    String codes =
        others.stream()
            .limit(SHOWN_RCODES)
            .map(
                rcode ->
                    format(
                        "  %s %.1f%%",
                        rcode.name(), Figures.percent(rcode.answers(), all.counts().answered())))
            .collect(Collectors.joining());
    return text + codes + (others.size() > SHOWN_RCODES ? " ..." : "");
  }

  private static String count(double value) {
    return format("%,.0f", value);
  }

  /** Takes the line away, before something else is printed or at the end. */
  public void erase() {
    if (shown) {
      terminal.print(ERASE_LINE);
      terminal.flush();
    }
  }
}
