package nomen.loadtest.statistics;

import java.util.ArrayList;
import java.util.List;
import nomen.loadtest.plan.LoadPlan;
import nomen.loadtest.plan.Pace.Role;
import nomen.loadtest.plan.Pace.Step;
import nomen.loadtest.traffic.RequestKind;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.PackedHistogram;
import org.jspecify.annotations.Nullable;

/** What is known of each step of a run. Times are seconds from its start. Of one thread. */
final class StepStatistics {
  private final LoadPlan plan;
  private final List<WorkerTally> workers;
  private final int steps;

  private final RepeatDecision repeat;

  /** By step, and one more: when the last one ends. With and without the repetition. */
  private final double[] beginsRepeating;

  private final double[] beginsOnce;

  private final @Nullable PackedHistogram[] latencies;
  private final long[] dropped;
  private int decided;
  private int judged;
  private int failedInARow;

  StepStatistics(LoadPlan plan, RepeatDecision repeat, List<WorkerTally> workers) {
    this.plan = plan;
    this.repeat = repeat;
    this.workers = workers;
    steps = plan.pace().stepCount();
    latencies = new PackedHistogram[steps];
    dropped = new long[steps];
    beginsRepeating = begins(plan, true);
    beginsOnce = begins(plan, false);
  }

  private static double[] begins(LoadPlan plan, boolean repeating) {
    List<Double> ends = plan.pace().stepEnds(repeating);
    double[] begins = new double[ends.size() + 1];
    for (int step = 0; step < ends.size(); step++) {
      begins[step + 1] = ends.get(step);
    }
    return begins;
  }

  /** When a step begins, by what is decided now. */
  private double begin(int step) {
    return (repeat.isRepeat() ? beginsRepeating : beginsOnce)[step];
  }

  private Step planned(int step) {
    return plan.pace().steps().get(step);
  }

  int count() {
    return steps;
  }

  /** The step of a time, the last one for any time behind it. */
  int at(double seconds) {
    int step = 0;
    while (step + 1 < steps && begin(step + 1) <= seconds) {
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
    while (decided < steps && begin(decided + 1) <= now && isDecided(decided, now)) {
      decided++;
    }
    return decided;
  }

  private boolean isDecided(int step, double now) {
    Counts counts = counts(step);
    double planned = Math.floor((begin(step + 1) - begin(step)) * offeredPerSecond(step));
    return now >= begin(step + 1) + plan.bounds().timeoutNanos() / 1e9
        || (counts.outstanding() == 0 && counts.sent() + counts.unsent() >= planned);
  }

  /**
   * How many steps in a row have failed, up to the last of those that are decided.
   *
   * @param decided no less than at the last call; each step is judged once
   */
  int failedInARow(int decided, KneeRule rule) {
    for (; judged < decided; judged++) {
      if (counts(judged, repeat.isRepeat())) {
        StepResult step = result(judged, begin(judged + 1));
        failedInARow = rule.breaches(step).isEmpty() ? 0 : failedInARow + 1;
      }
    }
    return failedInARow;
  }

  /**
   * Whether a step's outcome stands: settling has none, and a repetition replaces the first try.
   */
  private boolean counts(int step, boolean repeating) {
    return switch (planned(step).role()) {
      case SETTLING -> false;
      case REPEAT -> repeating;
      case JUDGED -> !repeating || step + 1 == steps || planned(step + 1).role() != Role.REPEAT;
    };
  }

  /** The step that has a repetition after it, or -1. */
  int repeatable() {
    for (int step = 1; step < steps; step++) {
      if (planned(step).role() == Role.REPEAT) {
        return step - 1;
      }
    }
    return -1;
  }

  /**
   * Whether a step that is about to end has failed, as far as that can be seen: requests that have
   * waited longer than the latency limit are taken for lost.
   *
   * @param now seconds from the start, within the step
   */
  boolean isFailing(int step, double now, KneeRule rule) {
    StepResult result = result(step, now);
    double inTime = rule.maxP99Nanos() / 1e9 * result.offeredPerSecond();
    double late = Math.max(0, result.counts().outstanding() - inTime);
    return late + result.counts().lost() > rule.maxLossShare() * result.counts().sent()
        || !rule.breaches(result).isEmpty();
  }

  /**
   * What came of the steps that have begun, at least of the first.
   *
   * @param sendingEnds when nothing more was sent
   */
  List<StepResult> results(double sendingEnds) {
    List<StepResult> results = new ArrayList<>();
    double bounded = Math.min(sendingEnds, plan.bounds().seconds());
    for (int step = 0; step < steps && (step == 0 || begin(step) < bounded); step++) {
      if (planned(step).role() != Role.REPEAT || repeat.isRepeat()) {
        results.add(result(step, Math.min(bounded, begin(step + 1))));
      }
    }
    return results;
  }

  private StepResult result(int step, double end) {
    PackedHistogram ofStep = latencies[step];
    return new StepResult(
        step,
        number(step),
        planned(step).role(),
        offeredPerSecond(step),
        Math.max(0, end - begin(step)),
        counts(step),
        ofStep == null ? LatencyDistribution.NONE : new LatencyDistribution(ofStep),
        dropped[step]);
  }

  private int number(int step) {
    int number = 0;
    for (int i = 0; i <= step; i++) {
      number += planned(i).role() == Role.JUDGED ? 1 : 0;
    }
    return number;
  }

  /** 0 in a closed loop: its rate is a bound, and to stay below it is no failure. */
  private double offeredPerSecond(int step) {
    return planned(step).perSecond();
  }
}
