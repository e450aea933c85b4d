package nomen.loadtest.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nomen.loadtest.report.Plot.Style;
import nomen.loadtest.statistics.KindResult;
import nomen.loadtest.statistics.LatencyDistribution;
import nomen.loadtest.statistics.LatencyDistribution.Bucket;
import nomen.loadtest.statistics.Ramp;
import nomen.loadtest.statistics.RunResult;
import nomen.loadtest.statistics.StepResult;
import nomen.loadtest.statistics.Verdict;

/** The plots of a whole run: its latencies, and its steps. */
final class DistributionPlots {
  private static final int POINTS_IN_DECADE = 24;
  private static final int BARS_IN_DECADE = 20;

  private DistributionPlots() {}

  /** Latency by percentile, all kinds in one. */
  static Plot percentiles(List<KindResult> kinds) {
    long answers = kinds.stream().mapToLong(kind -> kind.latencies().answers()).max().orElse(0);
    Axis axis = Axis.percentiles(answers);
    int points = (int) Math.ceil(Math.log10(axis.max()) * POINTS_IN_DECADE) + 1;
    double[] x = new double[points];
    for (int i = 0; i < points; i++) {
      x[i] = Math.pow(axis.max(), i / (double) (points - 1));
    }
    List<double[]> values = new ArrayList<>();
    for (KindResult kind : kinds) {
      values.add(latenciesAt(kind.latencies(), x));
    }
    double[][] all = values.toArray(new double[0][]);
    Plot plot =
        new Plot(
            "percentiles",
            "Latency by percentile",
            "Each line to the right has a tenth of the answers of the one before beyond it.",
            axis,
            Axis.logarithmic("latency", Plot.smallest(all), Plot.largest(all), SiFormat::seconds),
            x);
    for (int i = 0; i < kinds.size(); i++) {
      plot.with(
          Figures.plural(kinds.get(i).kind()), i == 0 ? "c0" : "c1", Style.LINE, values.get(i));
    }
    return plot;
  }

  private static double[] latenciesAt(LatencyDistribution latencies, double[] x) {
    double[] values = new double[x.length];
    List<Bucket> buckets = latencies.buckets();
    int bucket = -1;
    long below = 0;
    for (int i = 0; i < x.length; i++) {
      double share = 1 - 1 / x[i];
      double rank = Math.max(1, Math.ceil(share * latencies.answers() - 1e-6));
      while (bucket + 1 < buckets.size() && below < rank) {
        below += buckets.get(++bucket).answers();
      }
      boolean beyond = x[i] > latencies.answers() * 1.001;
      values[i] = bucket < 0 || beyond ? Double.NaN : buckets.get(bucket).toNanos();
    }
    return values;
  }

  /** How many answers took how long. */
  static Plot histogram(KindResult kind) {
    LatencyDistribution latencies = kind.latencies();
    double low = Math.max(1_000, latencies.minNanos());
    int first = (int) Math.floor(Math.log10(low) * BARS_IN_DECADE);
    int last =
        (int) Math.floor(Math.log10(Math.max(low, (double) latencies.maxNanos())) * BARS_IN_DECADE);
    double[] x = new double[last - first + 2];
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.pow(10, (first + i) / (double) BARS_IN_DECADE);
    }
    double[] shares = new double[x.length - 1];
    for (Bucket bucket : latencies.buckets()) {
      double middle = Math.max(low, (bucket.fromNanos() + bucket.toNanos()) / 2.0);
      int bar = (int) Math.floor(Math.log10(middle) * BARS_IN_DECADE) - first;
      shares[Math.clamp(bar, 0, shares.length - 1)] +=
          Figures.percent(bucket.answers(), latencies.answers());
    }
    String requests = Figures.plural(kind.kind());
    Axis axis = Axis.logarithmic("latency", x[0], x[x.length - 1], SiFormat::seconds);
    Plot plot =
        new Plot(
            "histogram-" + requests,
            "Latency of " + requests,
            "How many of the answers took how long, on a logarithmic axis of time.",
            axis,
            Axis.linear(
                "percent of the answers",
                Plot.largest(shares),
                value -> Figures.plain(Math.round(value * 1e4) / 1e4) + " %"),
            x);
    return plot.with("answers", "c0", Style.BARS, shares)
        .mark((double) latencies.percentileNanos(50.0), "p50")
        .mark((double) latencies.percentileNanos(99.0), "p99");
  }

  /** The plots of a ramp. */
  static List<Plot> ramp(RunResult result) {
    Ramp ramp = result.ramp();
    List<Verdict> verdicts =
        ramp.verdicts().stream().filter(verdict -> verdict.step().counts().sent() > 0).toList();
    List<StepResult> steps = verdicts.stream().map(Verdict::step).toList();
    String[] failed = verdicts.stream().map(Verdict::reason).toArray(String[]::new);
    if (steps.size() < 2) {
      return List.of();
    }
    double[] offered = steps.stream().mapToDouble(StepResult::offeredPerSecond).toArray();
    double[] sent = steps.stream().mapToDouble(StepResult::sentPerSecond).toArray();
    double[] answered = steps.stream().mapToDouble(StepResult::answeredPerSecond).toArray();
    double[] lost = steps.stream().mapToDouble(step -> 100 * step.counts().lossShare()).toArray();
    Axis rate =
        Axis.linear("offered, requests a second", Plot.largest(offered), DistributionPlots::rate);
    List<Plot> plots = new ArrayList<>();
    plots.add(
        new Plot(
                "ramp-throughput",
                "Throughput against the rate offered",
                "A server that keeps up answers what is offered: a straight line up.",
                rate,
                Axis.linear(
                    "a second", Plot.largest(offered, sent, answered), DistributionPlots::rate),
                offered)
            .with("sent", "c1", Style.BROAD, sent)
            .with("answered", "c0", Style.POINTS, answered));
    plots.add(rampLatency(steps, rate, offered));
    Plot loss =
        new Plot(
                "ramp-loss",
                "Loss against the rate offered",
                "Of those sent in each step.",
                rate,
                Axis.linear(
                    "percent",
                    Math.max(0.1, Plot.largest(lost)),
                    value -> Figures.plain(Math.round(value * 1e3) / 1e3) + " %"),
                offered)
            .with("lost", "c3", Style.POINTS, lost);
    if (result.dropped() > 0) {
      loss.with("dropped here", "c4", Style.POINTS, droppedPercent(steps));
    }
    plots.add(loss);
    Optional<StepResult> knee = ramp.knee();
    for (Plot plot : plots) {
      knee.ifPresent(
          step -> plot.mark(step.offeredPerSecond(), "knee: " + rate(step.answeredPerSecond())));
    }
    Plot curve = throughputAgainstLatency(steps, answered);
    knee.ifPresent(step -> curve.mark(step.answeredPerSecond(), "knee"));
    plots.add(curve);
    plots.forEach(plot -> plot.flag(failed));
    return plots;
  }

  /** Of the requests sent, to be seen beside the loss; not more than all. */
  private static double[] droppedPercent(List<StepResult> steps) {
    return steps.stream()
        .mapToDouble(step -> Math.min(100, Figures.percent(step.dropped(), step.counts().sent())))
        .toArray();
  }

  private static Plot rampLatency(List<StepResult> steps, Axis rate, double[] offered) {
    double[] p50 = latencies(steps, 50);
    double[] p99 = latencies(steps, 99);
    double[] p999 = latencies(steps, 99.9);
    return new Plot(
            "ramp-latency",
            "Latency against the rate offered",
            "Flat until the server is full, then steep.",
            rate,
            Axis.logarithmic("latency", Plot.smallest(p50), Plot.largest(p999), SiFormat::seconds),
            offered)
        .with("p99.9", "c4", Style.POINTS, p999)
        .with("p99", "c3", Style.POINTS, p99)
        .with("p50", "c0", Style.POINTS, p50);
  }

  /** The curve that is looked for: each point a step, joined in their order. */
  private static Plot throughputAgainstLatency(List<StepResult> steps, double[] answered) {
    double[] p50 = latencies(steps, 50);
    double[] p99 = latencies(steps, 99);
    return new Plot(
            "ramp-curve",
            "Throughput against latency",
            "Each point is a step. The further right before it goes up, the better.",
            Axis.linear("answered a second", Plot.largest(answered), DistributionPlots::rate),
            Axis.logarithmic("latency", Plot.smallest(p50), Plot.largest(p99), SiFormat::seconds),
            answered)
        .with("p99", "c3", Style.POINTS, p99)
        .with("p50", "c0", Style.POINTS, p50);
  }

  private static double[] latencies(List<StepResult> steps, double percent) {
    return steps.stream()
        .mapToDouble(
            step ->
                step.latencies().answers() == 0
                    ? Double.NaN
                    : step.latencies().percentileNanos(percent))
        .toArray();
  }

  private static String rate(double value) {
    return SiFormat.count(value) + "/s";
  }
}
