package nomen.loadtest.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import nomen.loadtest.process.Usage;
import nomen.loadtest.report.Plot.Style;
import nomen.loadtest.statistics.Counts;
import nomen.loadtest.statistics.Interval;
import nomen.loadtest.statistics.LatencySummary;
import nomen.loadtest.statistics.RunResult;
import nomen.loadtest.traffic.RequestKind;
import org.jspecify.annotations.Nullable;

/** The plots of a run over its time. */
final class TimePlots {
  /** More points than this cannot be told apart; rows are put together until there are no more. */
  static final int MAX_POINTS = 480;

  /** So many response codes have a color of their own. */
  private static final int MAX_RCODES = 6;

  /** A last row shorter than this part of the one before has rates that say little. */
  private static final double MIN_PART = 0.5;

  private final List<Interval> rows;
  private final double[] middles;
  private final Axis time;

  TimePlots(RunResult result) {
    rows = new ArrayList<>(result.timeLine(MAX_POINTS));
    int last = rows.size() - 1;
    if (last > 0 && rows.get(last).seconds() < MIN_PART * rows.get(last - 1).seconds()) {
      rows.removeLast();
    }
    middles = values(row -> (row.startNanos() + row.endNanos()) / 2e9);
    time = Axis.time(rows.isEmpty() ? 1 : Figures.seconds(rows.getLast().endNanos()));
  }

  /** Whether there is enough to draw. */
  boolean isEmpty() {
    return rows.size() < 2;
  }

  private double[] values(ToDoubleFunction<Interval> of) {
    return rows.stream().mapToDouble(of).toArray();
  }

  private static String perSecond(double value) {
    return SiFormat.count(value) + "/s";
  }

  /** The plots of one kind of request. */
  List<Plot> of(RequestKind kind) {
    String requests = Figures.capitalized(Figures.plural(kind));
    return List.of(
        throughput(kind, requests),
        rcodes(kind, requests),
        latency(kind, requests),
        loss(kind, requests));
  }

  /** What was dropped on this machine, if anything was. */
  List<Plot> drops() {
    double[] dropped = values(row -> row.perSecond(row.dropped()));
    if (isEmpty() || Plot.largest(dropped) == 0) {
      return List.of();
    }
    return List.of(
        new Plot(
                "time-drops",
                "Answers dropped here over time",
                "They found a receive buffer of the load generator full, and count as lost.",
                time,
                Axis.linear("a second", Plot.largest(dropped), TimePlots::perSecond),
                middles)
            .with("dropped here", "c4", Style.LINE, dropped));
  }

  private Plot throughput(RequestKind kind, String requests) {
    double[] sent = values(row -> row.perSecond(row.kind(kind).counts().sent()));
    double[] answered = values(row -> row.perSecond(row.kind(kind).counts().answered()));
    Axis axis = Axis.linear("a second", Plot.largest(sent, answered), TimePlots::perSecond);
    return new Plot(
            "time-rate-" + Figures.plural(kind),
            requests + " over time: sent and answered",
            "Where the lines part, answers are lost or late.",
            time,
            axis,
            middles)
        .with("sent", "c1", Style.BROAD, sent)
        .with("answered", "c0", Style.LINE, answered);
  }

  private Plot rcodes(RequestKind kind, String requests) {
    Counts all =
        rows.stream().map(row -> row.kind(kind).counts()).reduce(Counts.NONE, Counts::plus);
    List<Figures.RcodeCount> often =
        Figures.rcodes(all).stream()
            .sorted(Comparator.comparingLong(Figures.RcodeCount::answers).reversed())
            .toList();
    double[] answered = values(row -> row.perSecond(row.kind(kind).counts().answered()));
    Plot plot =
        new Plot(
            "time-rcodes-" + Figures.plural(kind),
            requests + " over time: response codes",
            "Answers a second, one response code above the other.",
            time,
            Axis.linear("answers a second", Plot.largest(answered), TimePlots::perSecond),
            middles);
    String[] colors = {"c2", "c0", "c3", "c1", "c4", "c5"};
    for (int i = 0; i < Math.min(often.size(), MAX_RCODES); i++) {
      Figures.RcodeCount rcode = often.get(i);
      plot.with(
          rcode.name(),
          colors[i],
          Style.STACKED,
          values(row -> row.perSecond(answers(row.kind(kind).counts(), rcode))));
    }
    if (often.size() > MAX_RCODES) {
      List<Figures.RcodeCount> rest = often.subList(MAX_RCODES, often.size());
      plot.with(
          "others",
          "c7",
          Style.STACKED,
          values(
              row ->
                  row.perSecond(
                      rest.stream()
                          .mapToLong(rcode -> answers(row.kind(kind).counts(), rcode))
                          .sum())));
    }
    return plot;
  }

  private static long answers(Counts counts, Figures.RcodeCount rcode) {
    return rcode.rcode() < Counts.RCODES ? counts.rcode(rcode.rcode()) : counts.otherRcodes();
  }

  private Plot latency(RequestKind kind, String requests) {
    double[] p50 = latencies(kind, LatencySummary::p50Nanos);
    double[] p90 = latencies(kind, LatencySummary::p90Nanos);
    double[] p99 = latencies(kind, LatencySummary::p99Nanos);
    double[] p999 = latencies(kind, LatencySummary::p999Nanos);
    double[] max = latencies(kind, LatencySummary::maxNanos);
    return new Plot(
            "time-latency-" + Figures.plural(kind),
            requests + " over time: latency",
            "Percentiles of the answers of each row, on a logarithmic axis.",
            time,
            Axis.logarithmic("latency", Plot.smallest(p50), Plot.largest(max), SiFormat::seconds),
            middles)
        .with("longest", "c7", Style.LINE, max)
        .with("p99.9", "c4", Style.LINE, p999)
        .with("p99", "c3", Style.LINE, p99)
        .with("p90", "c1", Style.LINE, p90)
        .with("p50", "c0", Style.LINE, p50);
  }

  private double[] latencies(RequestKind kind, ToDoubleFunction<LatencySummary> of) {
    return values(
        row -> {
          LatencySummary summary = row.kind(kind).latency();
          return summary.answers() == 0 ? Double.NaN : of.applyAsDouble(summary);
        });
  }

  private Plot loss(RequestKind kind, String requests) {
    double[] lost =
        values(
            row -> {
              Counts counts = row.kind(kind).counts();
              return Figures.percent(counts.lost(), counts.lost() + counts.answered());
            });
    double[] unsent =
        values(
            row -> {
              Counts counts = row.kind(kind).counts();
              return Figures.percent(counts.unsent(), counts.unsent() + counts.sent());
            });
    Plot plot =
        new Plot(
                "time-loss-" + Figures.plural(kind),
                requests + " over time: loss",
                "Those given up in each row: a loss is seen when the timeout is over, later than"
                    + " it happened.",
                time,
                Axis.linear(
                    "percent",
                    Math.max(0.1, Plot.largest(lost, unsent)),
                    value -> Figures.plain(Math.round(value * 1e4) / 1e4) + " %"),
                middles)
            .with("lost, of all that ended", "c3", Style.LINE, lost);
    return Plot.largest(unsent) > 0
        ? plot.with("refused by the kernel, of all to send", "c4", Style.LINE, unsent)
        : plot;
  }

  /** The plots of what processes used; none of a single row, which makes no line. */
  List<Plot> ofProcesses(String id, String who, Function<Interval, @Nullable Usage> usage) {
    if (rows.size() < 2 || rows.stream().anyMatch(row -> usage.apply(row) == null)) {
      return List.of();
    }
    Function<Interval, Usage> of = row -> Objects.requireNonNull(usage.apply(row));
    double[] user = values(row -> of.apply(row).userNanos() / (double) of.apply(row).nanos());
    double[] system = values(row -> of.apply(row).systemNanos() / (double) of.apply(row).nanos());
    double[] both = values(row -> of.apply(row).busyProcessors());
    double[] busiest = values(row -> of.apply(row).busiestThreadShare());
    double[] memory = values(row -> Figures.mebibytes(of.apply(row).rssOctets()));
    double[] waits = values(row -> row.perSecond(of.apply(row).voluntarySwitches()));
    double[] forced = values(row -> row.perSecond(of.apply(row).involuntarySwitches()));
    return List.of(
        new Plot(
                "time-cpu-" + id,
                who + " over time: processors",
                "Processors kept busy: 1 is one of them all the time. The line is the busiest"
                    + " thread.",
                time,
                Axis.linear(
                    "processors",
                    Math.max(1, Plot.largest(both)),
                    value -> Figures.plain(Math.round(value * 100) / 100.0)),
                middles)
            .with("user space", "c0", Style.STACKED, user)
            .with("kernel", "c1", Style.STACKED, system)
            .with("busiest thread", "c3", Style.LINE, busiest),
        new Plot(
                "time-memory-" + id,
                who + " over time: resident memory",
                "Pages that several processes share count for each.",
                time,
                Axis.linear(
                    "MiB",
                    Plot.largest(memory),
                    value -> Figures.plain(Math.round(value * 10) / 10.0) + " MiB"),
                middles)
            .with("resident", "c2", Style.LINE, memory),
        new Plot(
                "time-switches-" + id,
                who + " over time: context switches",
                "Voluntary: a thread waited. Involuntary: another had to run.",
                time,
                Axis.linear("a second", Plot.largest(waits, forced), TimePlots::perSecond),
                middles)
            .with("voluntary", "c0", Style.LINE, waits)
            .with("involuntary", "c3", Style.LINE, forced));
  }
}
