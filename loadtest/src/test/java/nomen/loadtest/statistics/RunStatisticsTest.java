package nomen.loadtest.statistics;

import static nomen.loadtest.traffic.RequestKind.QUERY;
import static nomen.loadtest.traffic.RequestKind.UPDATE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import nomen.loadtest.plan.LoadPlan;
import nomen.loadtest.plan.Pace;
import nomen.loadtest.statistics.RunResult.Ending;
import org.junit.jupiter.api.Test;

class RunStatisticsTest {
  private static final long SECOND = 1_000_000_000L;

  private final LoadPlan plan = SampleRuns.plan(new Pace.Closed(0), 10);
  private final List<WorkerTally> workers = List.of(new WorkerTally(1), new WorkerTally(1));
  private final RunStatistics statistics = new RunStatistics(plan, workers, null, null);

  private RunResult finish(long endNanos) {
    return statistics.finish(
        SampleRuns.heading(plan, "queries", "nomen-load"),
        Ending.END_OF_INPUT,
        endNanos,
        KneeRule.USUAL);
  }

  @Test
  void aRowHoldsWhatCameSinceTheLast() {
    statistics.start(100);
    for (WorkerTally worker : workers) {
      worker.sent(0, QUERY, 10);
      worker.sent(0, QUERY, 10);
      worker.answered(0, QUERY, 3, false, 20, 1_000_000);
      worker.unexpected();
    }
    Interval first = statistics.look(100 + SECOND);
    assertEquals(0, first.startNanos());
    assertEquals(SECOND, first.endNanos());
    assertEquals(4, first.kind(QUERY).counts().sent());
    assertEquals(2, first.kind(QUERY).counts().rcode(3));
    assertEquals(2, first.kind(QUERY).latency().answers());
    assertEquals(2, first.unexpected());
    assertEquals(0, first.kind(UPDATE).counts().sent());

    workers.get(1).lost(0, QUERY);
    workers.get(1).answered(0, QUERY, 0, false, 40, 9_000_000);
    workers.get(0).disconnected();
    Interval second = statistics.look(100 + 2 * SECOND);
    assertEquals(0, second.kind(QUERY).counts().sent());
    assertEquals(1, second.kind(QUERY).counts().answered());
    assertEquals(40, second.kind(QUERY).counts().meanAnswerOctets());
    assertEquals(1, second.kind(QUERY).counts().lost());
    assertEquals(9e6, (double) second.kind(QUERY).latency().p50Nanos(), 9e3);
    assertEquals(0, second.unexpected());
    assertEquals(1, second.disconnected());

    RunResult result = finish(100 + 2 * SECOND + SECOND / 2);
    assertEquals(3, result.timeLine().size());
    assertEquals(4, result.kind(QUERY).counts().sent());
    assertEquals(3, result.kind(QUERY).counts().answered());
    assertEquals(3, result.kind(QUERY).latencies().answers());
    assertEquals(9_000_000, result.kind(QUERY).latencies().percentileNanos(99.99));
    assertEquals(11e6 / 3, result.kind(QUERY).meanLatencyNanos(), 1);
    assertEquals(2, result.unexpected());
    assertEquals(1, result.disconnected());
    assertEquals(2.5, result.runSeconds());
    assertEquals(1.2, result.perSecond(3));
    assertEquals(List.of(result.kind(QUERY)), result.kindsSent());
  }

  @Test
  void percentilesAreExactToAThousandth() {
    Random random = new Random(1);
    long[] exact = new long[50_000];
    statistics.start(0);
    for (int i = 0; i < exact.length; i++) {
      exact[i] = (long) (200_000 * Math.exp(random.nextGaussian()));
      WorkerTally worker = workers.get(i % 2);
      worker.sent(0, QUERY, 1);
      worker.answered(0, QUERY, 0, false, 1, exact[i]);
      if (i % 9_000 == 0) {
        statistics.look(i + 1);
      }
    }
    LatencyDistribution latencies = finish(10 * SECOND).kind(QUERY).latencies();
    Arrays.sort(exact);
    assertEquals(exact.length, latencies.answers());
    for (double percent : new double[] {1, 50, 75, 90, 95, 99, 99.9, 99.99, 100}) {
      int rank = (int) Math.ceil(exact.length * percent / 100);
      long expected = exact[rank - 1];
      assertEquals(
          (double) expected,
          (double) latencies.percentileNanos(percent),
          expected / 1000.0,
          "p" + percent);
    }
    double mean = Arrays.stream(exact).average().orElseThrow();
    double deviation =
        Math.sqrt(
            Arrays.stream(exact).mapToDouble(x -> (x - mean) * (x - mean)).sum() / exact.length);
    assertEquals(mean, latencies.meanNanos(), mean / 1000);
    assertEquals(deviation, latencies.deviationNanos(), deviation / 500);
    assertEquals(
        exact.length,
        latencies.buckets().stream().mapToLong(LatencyDistribution.Bucket::answers).sum());
  }

  @Test
  void reasonsForNotSendingAreAdded() {
    statistics.start(0);
    workers.get(0).unsent(0, QUERY, 105);
    workers.get(1).unsent(0, QUERY, 105);
    workers.get(1).unsent(0, QUERY, 0);
    assertEquals(Map.of(0, 1L, 105, 2L), finish(SECOND).kind(QUERY).unsentByErrno());
  }

  @Test
  void aLongTimeLineIsMergedWithoutLosingAnything() {
    TimeLine line = new TimeLine(8);
    for (int second = 0; second < 100; second++) {
      WorkerTally worker = new WorkerTally(1);
      RunStatistics one = new RunStatistics(plan, List.of(worker), null, null);
      one.start(0);
      one.look(second * SECOND);
      worker.sent(0, QUERY, 1);
      worker.answered(0, QUERY, 0, false, 1, second * 1_000_000L);
      line.add(one.look((second + 1) * SECOND));
    }
    List<Interval> rows = line.rows();
    assertEquals(7, rows.size());
    long end = 0;
    for (Interval row : rows) {
      assertEquals(end, row.startNanos());
      end = row.endNanos();
      assertEquals(row.seconds(), (double) row.kind(QUERY).counts().answered());
      assertEquals(row.seconds(), (double) row.kind(QUERY).latency().answers());
      assertEquals(end / 1e3 - 1e6, (double) row.kind(QUERY).latency().maxNanos(), end / 1e6);
    }
    assertEquals(100 * SECOND, end);
    assertEquals(16, rows.getFirst().seconds());
  }

  @Test
  void stepsHaveTheirOwnCountsAndTheLastMayBeCut() {
    LoadPlan ramp =
        SampleRuns.plan(new Pace.Open(List.of(new Pace.Step(100, 2), new Pace.Step(200, 2))), 3.5);
    WorkerTally worker = new WorkerTally(2);
    RunStatistics ofRamp = new RunStatistics(ramp, List.of(worker), null, null);
    ofRamp.start(0);
    for (int step = 0; step < 2; step++) {
      for (int i = 0; i < (step == 0 ? 200 : 300); i++) {
        worker.sent(step, QUERY, 1);
        if (i % 10 == 0) {
          worker.lost(step, QUERY);
        } else {
          worker.answered(step, QUERY, 0, false, 1, 1_000);
        }
      }
    }
    List<StepResult> steps =
        ofRamp
            .finish(
                SampleRuns.heading(ramp, "queries", "nomen-load"),
                Ending.TIME_LIMIT,
                4 * SECOND,
                KneeRule.USUAL)
            .steps();
    assertEquals(2, steps.size());
    assertEquals(100, steps.get(0).sentPerSecond());
    assertEquals(90, steps.get(0).answeredPerSecond());
    assertEquals(1.5, steps.get(1).seconds());
    assertEquals(200, steps.get(1).sentPerSecond());
    assertEquals(0.1, steps.get(1).counts().lossShare());
    assertEquals(270, steps.get(1).latencies().answers());
  }

  @Test
  void stepsThatHaveNotBegunAreNotTold() {
    LoadPlan ramp =
        SampleRuns.plan(
            new Pace.Open(
                List.of(new Pace.Step(10, 1), new Pace.Step(20, 1), new Pace.Step(30, 1))),
            3);
    RunStatistics ofRamp = new RunStatistics(ramp, List.of(new WorkerTally(3)), null, null);
    ofRamp.start(0);
    ofRamp.sendingEnded(SECOND + SECOND / 4);
    RunResult result =
        ofRamp.finish(
            SampleRuns.heading(ramp, "queries", "nomen-load"),
            Ending.INTERRUPTION,
            2 * SECOND + SECOND / 2,
            KneeRule.USUAL);
    assertEquals(List.of(1.0, 0.25), result.steps().stream().map(StepResult::seconds).toList());
    assertTrue(result.isRamp());
  }

  @Test
  void whatIsDroppedBelongsToItsSecondAndItsStep() {
    LoadPlan ramp =
        SampleRuns.plan(new Pace.Open(List.of(new Pace.Step(10, 1.5), new Pace.Step(20, 1.5))), 3);
    List<WorkerTally> both = List.of(new WorkerTally(2), new WorkerTally(2));
    AtomicLong dropped = new AtomicLong();
    both.get(1).dropsFrom(dropped::get);
    RunStatistics ofRamp = new RunStatistics(ramp, both, null, null);
    ofRamp.start(100);
    dropped.set(3);
    assertEquals(3, ofRamp.look(100 + SECOND).dropped());
    dropped.set(5);
    ofRamp.takeDrops(101 + SECOND * 3 / 2);
    dropped.set(12);
    assertEquals(9, ofRamp.look(100 + 2 * SECOND).dropped());
    assertEquals(0, ofRamp.look(100 + 3 * SECOND).dropped());
    dropped.set(13);
    RunResult result =
        ofRamp.finish(
            SampleRuns.heading(ramp, "queries", "nomen-load"),
            Ending.TIME_LIMIT,
            100 + 4 * SECOND,
            KneeRule.USUAL);
    assertEquals(List.of(5L, 8L), result.steps().stream().map(StepResult::dropped).toList());
    assertEquals(
        List.of(3L, 9L, 0L, 1L), result.timeLine().stream().map(Interval::dropped).toList());
    assertEquals(13, result.dropped());
    assertEquals(12, result.timeLine(2).getFirst().dropped());
  }

  @Test
  void failedStepsAreCountedWhenTheirOutcomeIsKnown() {
    List<Pace.Step> steps = Collections.nCopies(5, new Pace.Step(100, 1));
    LoadPlan ramp = SampleRuns.plan(new Pace.Open(steps, 2), 5);
    WorkerTally worker = new WorkerTally(5);
    RunStatistics ofRamp = new RunStatistics(ramp, List.of(worker), null, null);
    ofRamp.start(0);
    send(worker, 0, 100, 10);
    ofRamp.look(SECOND - 1);
    assertEquals(0, ofRamp.failedStepsInARow(KneeRule.USUAL), "the step is not over");
    ofRamp.look(SECOND);
    assertEquals(1, ofRamp.failedStepsInARow(KneeRule.USUAL));
    send(worker, 1, 100, 0);
    ofRamp.look(2 * SECOND);
    assertEquals(0, ofRamp.failedStepsInARow(KneeRule.USUAL), "in a row");
    send(worker, 2, 100, 10);
    send(worker, 3, 50, 0);
    ofRamp.look(4 * SECOND);
    assertEquals(1, ofRamp.failedStepsInARow(KneeRule.USUAL), "half is not sent yet");
    ofRamp.look(9 * SECOND - 1);
    assertEquals(1, ofRamp.failedStepsInARow(KneeRule.USUAL));
    ofRamp.look(9 * SECOND);
    assertEquals(2, ofRamp.failedStepsInARow(KneeRule.USUAL), "the timeout is over");
  }

  private static void send(WorkerTally worker, int step, int requests, int lost) {
    for (int i = 0; i < requests; i++) {
      worker.sent(step, QUERY, 1);
      if (i < lost) {
        worker.lost(step, QUERY);
      } else {
        worker.answered(step, QUERY, 0, false, 1, 1_000);
      }
    }
  }

  /** The bound of a closed loop, which has one by default, is not a rate to be kept up. */
  @Test
  void aClosedLoopBelowItsBoundHasNotFailed() {
    LoadPlan bounded = SampleRuns.plan(new Pace.Closed(2_000_000), 1);
    WorkerTally worker = new WorkerTally(1);
    RunStatistics statistics = new RunStatistics(bounded, List.of(worker), null, null);
    statistics.start(0);
    worker.sent(0, QUERY, 1);
    worker.answered(0, QUERY, 0, false, 1, 1_000);
    RunResult result =
        statistics.finish(
            SampleRuns.heading(bounded, "1 request", "nomen-load"),
            Ending.TIME_LIMIT,
            1_000_000_000L,
            KneeRule.USUAL);
    assertEquals(0, result.steps().getFirst().offeredPerSecond());
    assertEquals(Verdict.State.GOOD, result.ramp().verdicts().getFirst().state());
  }

  @Test
  void theSamplerLooksUntilItIsClosed() throws InterruptedException {
    List<Interval> rows = new ArrayList<>();
    CountDownLatch ticks = new CountDownLatch(3);
    try (Sampler sampler = new Sampler(statistics, System::nanoTime)) {
      long start = System.nanoTime();
      statistics.start(start);
      sampler.start(start - SECOND + 1_000_000, rows::add);
      sampler.every(
          start,
          1_000_000,
          _ -> {
            ticks.countDown();
            throw new IllegalStateException("no terminal");
          });
      ticks.await();
      assertEquals("no terminal", sampler.failure().orElseThrow().getMessage());
    }
    RunResult result = finish(System.nanoTime());
    assertEquals(rows.size() + 1, result.timeLine().size());
  }
}
