package nomen.loadtest.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import nomen.loadtest.plan.LoadPlan;
import nomen.loadtest.plan.Pace;
import nomen.loadtest.process.ProcessFigures;
import nomen.loadtest.statistics.RunResult.Ending;
import nomen.loadtest.statistics.RunResult.ProcessResult;
import nomen.loadtest.traffic.RequestKind;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.PackedHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what the workers count: every look at them is a row of the time line, and all looks
 * together are the result. Belongs to one thread at a time ({@link Sampler}, and after it whoever
 * finishes).
 */
public final class RunStatistics {
  private final LoadPlan plan;
  private final List<WorkerTally> workers;
  private final @Nullable ProcessFigures server;
  private final @Nullable ProcessFigures generator;
  private final int steps;
  private final Histogram[] latencies = new Histogram[RequestKind.COUNT];
  private final Histogram[] latenciesOfLook = new Histogram[RequestKind.COUNT];
  private final PackedHistogram[] latenciesOfStep;
  private final Histogram scratch = LatencyDistribution.newHistogram();
  private final TimeLine timeLine = new TimeLine();
  private Counts[] countsAtLastLook = noCounts();
  private long unexpectedAtLastLook;
  private long disconnectedAtLastLook;
  private long startNanos;
  private long lastLookNanos;

  /**
   * For a run.
   *
   * @param workers one for each thread, each with as many steps as the plan
   * @param server the processes whose use is reported, or null
   * @param generator this process, or null
   */
  public RunStatistics(
      LoadPlan plan,
      List<WorkerTally> workers,
      @Nullable ProcessFigures server,
      @Nullable ProcessFigures generator) {
    this.plan = plan;
    this.workers = List.copyOf(workers);
    this.server = server;
    this.generator = generator;
    this.steps = plan.pace().stepCount();
    for (int kind = 0; kind < RequestKind.COUNT; kind++) {
      latencies[kind] = LatencyDistribution.newHistogram();
      latenciesOfLook[kind] = LatencyDistribution.newHistogram();
    }
    latenciesOfStep = new PackedHistogram[steps];
  }

  private static Counts[] noCounts() {
    Counts[] none = new Counts[RequestKind.COUNT];
    Arrays.fill(none, Counts.NONE);
    return none;
  }

  /**
   * Begins.
   *
   * @param nanos when the run started, by the clock that the looks go by
   */
  public void start(long nanos) {
    startNanos = nanos;
    lastLookNanos = nanos;
    if (server != null) {
      server.start(nanos);
    }
    if (generator != null) {
      generator.start(nanos);
    }
  }

  /**
   * Takes what has come together since the last look, as a row of the time line.
   *
   * @param nanos the time of this look, not before the last
   */
  public Interval look(long nanos) {
    drainLatencies();
    List<Interval.OfKind> kinds = new ArrayList<>();
    for (RequestKind kind : RequestKind.values()) {
      Counts counts = counts(kind);
      kinds.add(
          new Interval.OfKind(
              counts.minus(countsAtLastLook[kind.index()]),
              new LatencyDistribution(latenciesOfLook[kind.index()])));
      countsAtLastLook[kind.index()] = counts;
    }
    long unexpected = unexpected();
    long disconnected = disconnected();
    Interval row =
        new Interval(
            lastLookNanos - startNanos,
            nanos - startNanos,
            kinds,
            unexpected - unexpectedAtLastLook,
            disconnected - disconnectedAtLastLook,
            server == null ? null : server.sample(nanos),
            generator == null ? null : generator.sample(nanos));
    unexpectedAtLastLook = unexpected;
    disconnectedAtLastLook = disconnected;
    lastLookNanos = nanos;
    timeLine.add(row);
    return row;
  }

  private void drainLatencies() {
    for (RequestKind kind : RequestKind.values()) {
      Histogram ofLook = latenciesOfLook[kind.index()];
      ofLook.reset();
      for (int step = 0; step < steps; step++) {
        drainLatencies(step, kind, ofLook);
      }
      latencies[kind.index()].add(ofLook);
    }
  }

  private void drainLatencies(int step, RequestKind kind, Histogram ofLook) {
    scratch.reset();
    for (WorkerTally worker : workers) {
      worker.drainLatencies(step, kind, scratch);
    }
    if (scratch.getTotalCount() > 0) {
      ofLook.add(scratch);
      if (latenciesOfStep[step] == null) {
        latenciesOfStep[step] = new PackedHistogram(WorkerTally.LATENCY_DIGITS);
      }
      latenciesOfStep[step].add(scratch);
    }
  }

  /** Answers up to now, of all kinds. May be asked between looks; costs little. */
  public long answered() {
    long answered = 0;
    for (RequestKind kind : RequestKind.values()) {
      answered += counts(kind).answered();
    }
    return answered;
  }

  private Counts counts(RequestKind kind) {
    Counts sum = Counts.NONE;
    for (int step = 0; step < steps; step++) {
      sum = plus(sum, counts(step, kind));
    }
    return sum;
  }

  private Counts counts(int step, RequestKind kind) {
    Counts sum = Counts.NONE;
    for (WorkerTally worker : workers) {
      sum = plus(sum, worker.counts(step, kind));
    }
    return sum;
  }

  /** Makes nothing new for a step that has not begun. */
  private static Counts plus(Counts sum, Counts more) {
    return more.equals(Counts.NONE) ? sum : sum.plus(more);
  }

  private long unexpected() {
    return workers.stream().mapToLong(WorkerTally::unexpectedAnswers).sum();
  }

  private long disconnected() {
    return workers.stream().mapToLong(WorkerTally::disconnections).sum();
  }

  /**
   * Ends: looks for the last time and says what came of the run. The workers must have ended.
   *
   * @param endNanos when the run ended
   */
  public RunResult finish(RunHeading heading, Ending ending, long endNanos, KneeRule kneeRule) {
    look(Math.max(endNanos, lastLookNanos));
    long runNanos = endNanos - startNanos;
    List<KindResult> kinds = new ArrayList<>();
    for (RequestKind kind : RequestKind.values()) {
      kinds.add(kindResult(kind));
    }
    List<String> faults =
        workers.stream()
            .flatMap(worker -> worker.faultTexts().stream())
            .limit(WorkerTally.MAX_FAULT_TEXTS)
            .toList();
    return new RunResult(
        heading,
        ending,
        runNanos,
        kinds,
        stepResults(runNanos / 1e9),
        timeLine.rows(),
        unexpected(),
        disconnected(),
        workers.stream().mapToLong(WorkerTally::droppedAnswers).sum(),
        faults,
        kneeRule,
        processResult(server),
        processResult(generator));
  }

  private static @Nullable ProcessResult processResult(@Nullable ProcessFigures figures) {
    return figures == null
        ? null
        : new ProcessResult(figures.title(), figures.total(), figures.notes());
  }

  private KindResult kindResult(RequestKind kind) {
    Extremes extremes = Extremes.NONE;
    SortedMap<Integer, Long> unsent = new TreeMap<>();
    long checked = 0;
    long faulty = 0;
    for (WorkerTally worker : workers) {
      for (int step = 0; step < steps; step++) {
        extremes = extremes.with(worker.extremes(step, kind));
      }
      for (int errno = 0; errno < WorkerTally.ERRNOS; errno++) {
        long count = worker.unsentBecause(kind, errno);
        if (count > 0) {
          unsent.merge(errno, count, Long::sum);
        }
      }
      checked += worker.checkedAnswers(kind);
      faulty += worker.faultyAnswers(kind);
    }
    return new KindResult(
        kind,
        counts(kind),
        extremes.reported(),
        new LatencyDistribution(latencies[kind.index()], extremes.maxLatencyNanos()),
        unsent,
        checked,
        faulty);
  }

  private List<StepResult> stepResults(double runSeconds) {
    List<StepResult> results = new ArrayList<>();
    double sendingEnds = Math.min(runSeconds, plan.bounds().seconds());
    double begin = 0;
    for (int step = 0; step < steps; step++) {
      double end = Math.min(sendingEnds, begin + plannedSeconds(step));
      Counts counts = Counts.NONE;
      for (RequestKind kind : RequestKind.values()) {
        counts = counts.plus(counts(step, kind));
      }
      PackedHistogram ofStep = latenciesOfStep[step];
      results.add(
          new StepResult(
              step,
              offeredPerSecond(step),
              Math.max(0, end - begin),
              counts,
              ofStep == null ? LatencyDistribution.NONE : new LatencyDistribution(ofStep)));
      begin += plannedSeconds(step);
    }
    return results;
  }

  private double plannedSeconds(int step) {
    return plan.pace() instanceof Pace.Open open
        ? open.steps().get(step).seconds()
        : Double.POSITIVE_INFINITY;
  }

  private double offeredPerSecond(int step) {
    return switch (plan.pace()) {
      case Pace.Open open -> open.steps().get(step).perSecond();
      case Pace.Closed closed -> closed.perSecond();
      case Pace.Recorded _ -> 0;
    };
  }
}
