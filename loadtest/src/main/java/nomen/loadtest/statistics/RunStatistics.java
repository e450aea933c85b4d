package nomen.loadtest.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import nomen.loadtest.plan.LoadPlan;
import nomen.loadtest.process.ProcessFigures;
import nomen.loadtest.statistics.RunResult.Ending;
import nomen.loadtest.statistics.RunResult.ProcessResult;
import nomen.loadtest.traffic.RequestKind;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what the workers count: every look at them is a row of the time line, and all looks
 * together are the result. Belongs to one thread at a time ({@link Sampler}, and after it whoever
 * finishes).
 */
public final class RunStatistics {
  private static final long NOT_KNOWN = Long.MIN_VALUE;

  private final RepeatDecision repeat;
  private final List<WorkerTally> workers;
  private final @Nullable ProcessFigures server;
  private final @Nullable ProcessFigures generator;
  private final StepStatistics steps;
  private final Histogram[] latencies = new Histogram[RequestKind.COUNT];
  private final Histogram[] latenciesOfLook = new Histogram[RequestKind.COUNT];
  private final Histogram scratch = LatencyDistribution.newHistogram();
  private final TimeLine timeLine = new TimeLine();
  private Counts[] countsAtLastLook = noCounts();
  private long unexpectedAtLastLook;
  private long disconnectedAtLastLook;
  private long droppedAtLastLook;
  private long dropped;
  private long droppedTakenNanos;
  private long startNanos;
  private long lastLookNanos;
  private long sendingEndNanos = NOT_KNOWN;
  private int decidedAtLastLook;

  /**
   * For a run that repeats no step.
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
    this(plan, new RepeatDecision(), workers, server, generator);
  }

  /**
   * For a run.
   *
   * @param repeat whether the first step of a ramp runs a second time
   * @param workers one for each thread, each with as many steps as the plan
   * @param server the processes whose use is reported, or null
   * @param generator this process, or null
   */
  public RunStatistics(
      LoadPlan plan,
      RepeatDecision repeat,
      List<WorkerTally> workers,
      @Nullable ProcessFigures server,
      @Nullable ProcessFigures generator) {
    this.repeat = repeat;
    this.workers = List.copyOf(workers);
    this.server = server;
    this.generator = generator;
    this.steps = new StepStatistics(plan, repeat, this.workers);
    for (int kind = 0; kind < RequestKind.COUNT; kind++) {
      latencies[kind] = LatencyDistribution.newHistogram();
      latenciesOfLook[kind] = LatencyDistribution.newHistogram();
    }
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
    droppedTakenNanos = nanos;
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
    // Before the latencies, so that those of a step that is decided are all there.
    decidedAtLastLook = steps.decided((nanos - startNanos) / 1e9);
    drainLatencies();
    takeDrops(nanos);
    List<Interval.OfKind> kinds = new ArrayList<>();
    for (RequestKind kind : RequestKind.values()) {
      Counts counts = steps.counts(kind);
      kinds.add(
          new Interval.OfKind(
              counts.minus(countsAtLastLook[kind.index()]),
              new LatencyDistribution(latenciesOfLook[kind.index()])));
      countsAtLastLook[kind.index()] = counts;
      latencies[kind.index()].add(latenciesOfLook[kind.index()]);
      latenciesOfLook[kind.index()].reset();
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
            dropped - droppedAtLastLook,
            server == null ? null : server.sample(nanos),
            generator == null ? null : generator.sample(nanos));
    unexpectedAtLastLook = unexpected;
    disconnectedAtLastLook = disconnected;
    droppedAtLastLook = dropped;
    lastLookNanos = nanos;
    timeLine.add(row);
    return row;
  }

  /**
   * Asks what this machine has dropped since it was last asked, and puts it down to the step of
   * then. To be called when a step ends, beside the looks.
   *
   * @param nanos the time, not before that of the last call
   */
  public void takeDrops(long nanos) {
    long now = workers.stream().mapToLong(WorkerTally::droppedAnswers).sum();
    steps.addDropped(steps.at((droppedTakenNanos - startNanos) / 1e9), now - dropped);
    dropped = now;
    droppedTakenNanos = nanos;
  }

  /**
   * How many steps in a row have failed, up to the last of those whose outcome was known at the
   * last look.
   */
  public int failedStepsInARow(KneeRule rule) {
    return steps.failedInARow(decidedAtLastLook, rule);
  }

  /** The place of the step that is repeated if it fails, or -1. */
  public int repeatableStep() {
    return steps.repeatable();
  }

  /**
   * Decides whether {@link #repeatableStep} runs a second time.
   *
   * @param nanos the time, shortly before that step ends
   */
  public void decideRepeat(long nanos, KneeRule rule) {
    for (RequestKind kind : RequestKind.values()) {
      drainLatencies(steps.repeatable(), kind, latenciesOfLook[kind.index()]);
    }
    repeat.decide(steps.isFailing(steps.repeatable(), (nanos - startNanos) / 1e9, rule));
  }

  /** Requests that the kernel refused with an error number, up to now. */
  public long refused(int errno) {
    long refused = 0;
    for (RequestKind kind : RequestKind.values()) {
      for (WorkerTally worker : workers) {
        refused += worker.unsentBecause(kind, errno);
      }
    }
    return refused;
  }

  private void drainLatencies() {
    for (RequestKind kind : RequestKind.values()) {
      for (int step = 0; step < steps.count(); step++) {
        drainLatencies(step, kind, latenciesOfLook[kind.index()]);
      }
    }
  }

  private void drainLatencies(int step, RequestKind kind, Histogram ofLook) {
    scratch.reset();
    for (WorkerTally worker : workers) {
      worker.drainLatencies(step, kind, scratch);
    }
    if (scratch.getTotalCount() > 0) {
      ofLook.add(scratch);
      steps.addLatencies(step, scratch);
    }
  }

  /** Answers up to now, of all kinds. May be asked between looks; costs little. */
  public long answered() {
    long answered = 0;
    for (RequestKind kind : RequestKind.values()) {
      answered += steps.counts(kind).answered();
    }
    return answered;
  }

  private long unexpected() {
    return workers.stream().mapToLong(WorkerTally::unexpectedAnswers).sum();
  }

  private long disconnected() {
    return workers.stream().mapToLong(WorkerTally::disconnections).sum();
  }

  /** Says when the last request could be sent; without it that is the end of the run. */
  public void sendingEnded(long nanos) {
    sendingEndNanos = nanos;
  }

  /**
   * Ends: looks for the last time and says what came of the run. The workers must have ended.
   *
   * @param endNanos when the run ended
   */
  public RunResult finish(RunHeading heading, Ending ending, long endNanos, KneeRule kneeRule) {
    look(Math.max(endNanos, lastLookNanos));
    long runNanos = endNanos - startNanos;
    long sendingEnds = sendingEndNanos == NOT_KNOWN ? runNanos : sendingEndNanos - startNanos;
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
        steps.results(sendingEnds / 1e9),
        timeLine.rows(),
        unexpected(),
        disconnected(),
        dropped,
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
      for (int step = 0; step < steps.count(); step++) {
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
        steps.counts(kind),
        extremes.reported(),
        new LatencyDistribution(latencies[kind.index()], extremes.maxLatencyNanos()),
        unsent,
        checked,
        faulty);
  }
}
