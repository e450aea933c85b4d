package nomen.loadtest.statistics;

import java.util.ArrayList;
import java.util.List;
import nomen.loadtest.plan.LoadPlan;
import nomen.loadtest.plan.Pace;
import nomen.loadtest.traffic.RequestKind;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.PackedHistogram;
import org.jspecify.annotations.Nullable;

/** What is known of each step of a run. Times are seconds from its start. Of one thread. */
final class StepStatistics {
  private final LoadPlan plan;
  private final List<WorkerTally> workers;
  private final int steps;

  /** By step, and one more: when the last one ends. */
  private final double[] begins;

  private final @Nullable PackedHistogram[] latencies;
  private final long[] dropped;
  private int decided;
  private int judged;
  private int failedInARow;

  StepStatistics(LoadPlan plan, List<WorkerTally> workers) {
    this.plan = plan;
    this.workers = workers;
    steps = plan.pace().stepCount();
    latencies = new PackedHistogram[steps];
    dropped = new long[steps];
    begins = new double[steps + 1];
    List<Double> ends = plan.pace().stepEnds();
    for (int step = 0; step < steps; step++) {
      begins[step + 1] = ends.get(step);
    }
  }

  int count() {
    return steps;
  }

  /** The step of a time, the last one for any time behind it. */
  int at(double seconds) {
    int step = 0;
    while (step + 1 < steps && begins[step + 1] <= seconds) {
      step++;
    }
    return step;
  }

  void addLatencies(int step, AbstractHistogram more) {
    PackedHistogram sum = latencies[step];
    if (sum == null) {
      sum = new PackedHistogram(WorkerTally.LATENCY_DIGITS);
      latencies[step] = sum;
    }
    sum.add(more);
  }

  void addDropped(int step, long answers) {
    dropped[step] += answers;
  }

  /** Of all workers. */
  Counts counts(int step, RequestKind kind) {
    Counts sum = Counts.NONE;
    for (WorkerTally worker : workers) {
      sum = plus(sum, worker.counts(step, kind));
    }
    return sum;
  }

  /** Of all workers and steps. */
  Counts counts(RequestKind kind) {
    Counts sum = Counts.NONE;
    for (int step = 0; step < steps; step++) {
      sum = plus(sum, counts(step, kind));
    }
    return sum;
  }

  /** Makes nothing new for a step that has not begun. */
  private static Counts plus(Counts sum, Counts more) {
    return more.equals(Counts.NONE) ? sum : sum.plus(more);
  }

  private Counts counts(int step) {
    Counts counts = Counts.NONE;
    for (RequestKind kind : RequestKind.values()) {
      counts = plus(counts, counts(step, kind));
    }
    return counts;
  }

  /**
   * How many steps, from the first on, have their outcome by now: they are over, and each of their
   * requests is answered, lost or given up. A step that has had the timeout behind it also counts:
   * what is still to be sent then is too late for every limit.
   */
  int decided(double now) {
    while (decided < steps && begins[decided + 1] <= now && isDecided(decided, now)) {
      decided++;
    }
    return decided;
  }

  private boolean isDecided(int step, double now) {
    Counts counts = counts(step);
    double planned = Math.floor((begins[step + 1] - begins[step]) * offeredPerSecond(step));
    return now >= begins[step + 1] + plan.bounds().timeoutNanos() / 1e9
        || (counts.outstanding() == 0 && counts.sent() + counts.unsent() >= planned);
  }

  /**
   * How many steps in a row have failed, up to the last of those that are decided.
   *
   * @param decided no less than at the last call; each step is judged once
   */
  int failedInARow(int decided, KneeRule rule) {
    for (; judged < decided; judged++) {
      StepResult step = result(judged, begins[judged + 1]);
      failedInARow = rule.breaches(step).isEmpty() ? 0 : failedInARow + 1;
    }
    return failedInARow;
  }

  /**
   * What came of the steps that have begun, at least of the first.
   *
   * @param sendingEnds when nothing more was sent
   */
  List<StepResult> results(double sendingEnds) {
    List<StepResult> results = new ArrayList<>();
    double bounded = Math.min(sendingEnds, plan.bounds().seconds());
    for (int step = 0; step < steps && (step == 0 || begins[step] < bounded); step++) {
      results.add(result(step, Math.min(bounded, begins[step + 1])));
    }
    return results;
  }

  private StepResult result(int step, double end) {
    PackedHistogram ofStep = latencies[step];
    return new StepResult(
        step,
        offeredPerSecond(step),
        Math.max(0, end - begins[step]),
        counts(step),
        ofStep == null ? LatencyDistribution.NONE : new LatencyDistribution(ofStep),
        dropped[step]);
  }

  private double offeredPerSecond(int step) {
    return switch (plan.pace()) {
      case Pace.Open open -> open.steps().get(step).perSecond();
      // The rate of a closed loop is a bound: to stay below it is no failure.
      case Pace.Closed _, Pace.Recorded _ -> 0;
    };
  }
}
