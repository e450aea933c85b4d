package nomen.loadtest.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import nomen.linux.Errno;
import nomen.loadtest.engine.LoadRun;
import nomen.loadtest.plan.LoadPlan;
import nomen.loadtest.plan.Pace;
import nomen.loadtest.plan.Target;
import nomen.loadtest.report.IntervalLines;
import nomen.loadtest.report.LiveLine;
import nomen.loadtest.report.Opening;
import nomen.loadtest.statistics.KneeRule;
import nomen.loadtest.statistics.RunHeading;
import nomen.loadtest.statistics.RunResult;
import nomen.loadtest.statistics.RunStatistics;
import nomen.loadtest.statistics.Sampler;
import org.jspecify.annotations.Nullable;

/** A run while it goes on: looks at it once a second, and ends it where it makes no sense. */
final class Measurement {
  private static final long WAIT_NANOS = 100_000_000L;

  /** Whether anybody listens is looked at this often until the first answer. */
  private static final long PRESENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** The repetition of a step is decided this long before the step ends. */
  private static final double DECISION_SECONDS = 0.05;

  private final LoadPlan plan;
  private final LoadRun run;
  private final RunStatistics statistics;
  private final Consumer<String> complaints;
  private volatile boolean refused;

  /**
   * Lines that are printed while a run goes on.
   *
   * @param seconds from one to the next
   */
  record Lines(PrintWriter out, double seconds) {}

  /**
   * For a run that has not started.
   *
   * @param complaints told what the operator must know
   */
  Measurement(LoadPlan plan, LoadRun run, RunStatistics statistics, Consumer<String> complaints) {
    this.plan = plan;
    this.run = run;
    this.statistics = statistics;
    this.complaints = complaints;
  }

  /**
   * Starts the run and waits for its end.
   *
   * @return nothing if no server listens at the address, which is reported
   * @throws IOException if the run cannot be started
   */
  Optional<RunResult> take(
      RunHeading heading, Interruption interruption, LiveLine live, @Nullable Lines lines)
      throws IOException, InterruptedException {
    run.start();
    Sampler looks;
    try (Sampler sampler = new Sampler(statistics, System::nanoTime)) {
      statistics.start(run.startNanos());
      if (lines != null) {
        IntervalLines printed = new IntervalLines(lines.out(), Clock.systemUTC(), run.startNanos());
        sampler.every(
            run.startNanos(),
            (long) (lines.seconds() * 1e9),
            nanos -> printed.print(nanos, statistics.answered()));
      }
      sampler.at(run.startNanos() + PRESENCE_NANOS, nanos -> lookForServer(sampler, nanos));
      lookAtStepEnds(sampler);
      sampler.start(
          run.startNanos(),
          row -> {
            live.show(row);
            endAfterFailedSteps();
          });
      boolean over = false;
      while (!over) {
        over = run.awaitEnd(WAIT_NANOS);
      }
      looks = sampler;
    }
    live.erase();
    if (refused) {
      complaints.accept(
          Opening.address(plan.target().server())
              + ": connection refused: nothing listens on this UDP port");
      return Optional.empty();
    }
    looks
        .failure()
        .ifPresent(e -> complaints.accept("the time line may have gaps: " + LoadCommand.reason(e)));
    statistics.sendingEnded(run.sendingEndNanos());
    RunResult.Ending ending = ending(interruption);
    // A run lasts as long as it was told to, also if its last request came before.
    long end =
        ending == RunResult.Ending.TIME_LIMIT
            ? Math.max(run.endNanos(), run.sendingEndNanos())
            : run.endNanos();
    return Optional.of(statistics.finish(heading, ending, end, KneeRule.USUAL));
  }

  /** A closed port refuses every datagram: nothing is measured then. */
  private void lookForServer(Sampler sampler, long nanos) {
    if (statistics.answered() > 0) {
      return;
    }
    if (plan.target().transport() == Target.Transport.UDP
        && statistics.refused(Errno.ECONNREFUSED) > 0) {
      refused = true;
      run.stop();
      return;
    }
    sampler.at(nanos + PRESENCE_NANOS, next -> lookForServer(sampler, next));
  }

  private void lookAtStepEnds(Sampler sampler) {
    TreeSet<Double> ends = new TreeSet<>(plan.pace().stepEnds(false));
    ends.addAll(plan.pace().stepEnds(true));
    for (double end : ends.headSet(ends.last())) {
      sampler.at(run.startNanos() + (long) (end * 1e9), statistics::takeDrops);
    }
    int repeatable = statistics.repeatableStep();
    if (repeatable >= 0) {
      Pace.Step step = plan.pace().steps().get(repeatable);
      double requestOfEach = (plan.threads() + 1) / step.perSecond();
      double early = Math.min(step.seconds() / 2, Math.max(DECISION_SECONDS, requestOfEach));
      double end = plan.pace().stepEnds(false).get(repeatable);
      sampler.at(
          run.startNanos() + (long) ((end - early) * 1e9),
          nanos -> statistics.decideRepeat(nanos, KneeRule.USUAL));
    }
  }

  private void endAfterFailedSteps() {
    if (plan.pace() instanceof Pace.Open open
        && open.failedSteps() > 0
        && statistics.failedStepsInARow(KneeRule.USUAL) >= open.failedSteps()) {
      run.endSending();
    }
  }

  private RunResult.Ending ending(Interruption interruption) {
    if (interruption.happened()) {
      return RunResult.Ending.INTERRUPTION;
    }
    if (run.isCut()) {
      return RunResult.Ending.FAILED_STEPS;
    }
    return run.isInputOver() ? RunResult.Ending.END_OF_INPUT : RunResult.Ending.TIME_LIMIT;
  }
}
