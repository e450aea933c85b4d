package nomen.loadtest.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nomen.loadtest.plan.Pace.Role;
import nomen.loadtest.statistics.Verdict.Breach;
import nomen.loadtest.statistics.Verdict.Limit;
import nomen.loadtest.statistics.Verdict.State;
import nomen.loadtest.traffic.RequestKind;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class KneeRuleTest {
  private static final double RATE = 1_000;

  /** A step of a second at 1,000 requests a second. */
  private static StepResult step(int sent, int lost, long latencyNanos, long dropped) {
    return step(sent, lost, latencyNanos, dropped, 1);
  }

  private static StepResult step(
      int sent, int lost, long latencyNanos, long dropped, double seconds) {
    WorkerTally tally = new WorkerTally(1);
    for (int i = 0; i < sent; i++) {
      tally.sent(0, RequestKind.QUERY, 1);
      if (i < lost) {
        tally.lost(0, RequestKind.QUERY);
      } else {
        tally.answered(0, RequestKind.QUERY, 0, false, 1, latencyNanos);
      }
    }
    Histogram latencies = tally.takeLatencies(0, RequestKind.QUERY);
    return new StepResult(
        0,
        RATE,
        seconds,
        tally.counts(0, RequestKind.QUERY),
        new LatencyDistribution(latencies),
        dropped);
  }

  private static final StepResult GOOD = step(1_000, 10, 100_000, 0);
  private static final StepResult LOSSY = step(1_000, 11, 100_000, 0);

  /** Numbers steps as they stand. */
  private static Ramp judge(StepResult... steps) {
    List<StepResult> numbered = new ArrayList<>();
    for (StepResult step : steps) {
      numbered.add(
          new StepResult(
              numbered.size(),
              step.offeredPerSecond(),
              step.seconds(),
              step.counts(),
              step.latencies(),
              step.dropped()));
    }
    return KneeRule.USUAL.judge(numbered);
  }

  private static StepResult as(StepResult step, int place, int number, Role role, double seconds) {
    return new StepResult(
        place,
        number,
        role,
        step.offeredPerSecond(),
        seconds,
        step.counts(),
        step.latencies(),
        step.dropped());
  }

  /** Settling, the first step, its repetition, the second step. */
  private static Ramp repeated(StepResult first, StepResult again, double secondsOfAgain) {
    return KneeRule.USUAL.judge(
        List.of(
            as(LOSSY, 0, 0, Role.SETTLING, 9),
            as(first, 1, 1, Role.JUDGED, 1),
            as(again, 2, 1, Role.REPEAT, secondsOfAgain),
            as(GOOD, 3, 2, Role.JUDGED, 1)));
  }

  @Test
  void aLoneFailedFirstStepIsNotBelieved() {
    Ramp ramp = repeated(LOSSY, GOOD, 1);
    assertEquals(
        List.of(State.SETTLING, State.NOT_CONFIRMED, State.GOOD, State.GOOD), states(ramp));
    assertEquals(2, ramp.knee().orElseThrow().number());
    assertTrue(ramp.firstFailed().isEmpty());
    assertEquals(1, ramp.notConfirmed().size());
  }

  @Test
  void aFirstStepThatFailsTwiceHasFailed() {
    Ramp ramp = repeated(LOSSY, LOSSY, 1);
    assertEquals(
        List.of(State.SETTLING, State.FAILED, State.FAILED, State.GOOD_AGAIN), states(ramp));
    assertTrue(ramp.knee().isEmpty());
  }

  @Test
  void aRepetitionThatWasCutConfirmsNothing() {
    assertEquals(
        List.of(State.SETTLING, State.FAILED, State.NOT_JUDGED, State.GOOD_AGAIN),
        states(repeated(LOSSY, GOOD, 0.4)));
  }

  private static List<State> states(Ramp ramp) {
    return ramp.verdicts().stream().map(Verdict::state).toList();
  }

  private static Optional<Integer> knee(Ramp ramp) {
    return ramp.knee().map(StepResult::step);
  }

  @Test
  void theKneeIsTheLastStepBeforeTheFirstThatFailed() {
    Ramp ramp = judge(GOOD, GOOD, LOSSY, GOOD, LOSSY, LOSSY);
    assertEquals(Optional.of(1), knee(ramp));
    assertEquals(
        List.of(State.GOOD, State.GOOD, State.FAILED, State.GOOD_AGAIN, State.FAILED, State.FAILED),
        states(ramp));
    assertEquals(2, ramp.firstFailed().orElseThrow().step().step());
    assertEquals(List.of(3), ramp.goodAgain().stream().map(good -> good.step().step()).toList());
  }

  @Test
  void withoutAFailedStepItIsTheLast() {
    Ramp ramp = judge(GOOD, GOOD, GOOD);
    assertEquals(Optional.of(2), knee(ramp));
    assertTrue(ramp.firstFailed().isEmpty());
  }

  @Test
  void whereTheFirstStepFailsThereIsNone() {
    Ramp ramp = judge(LOSSY, GOOD, GOOD);
    assertEquals(Optional.empty(), knee(ramp));
    assertEquals(2, ramp.goodAgain().size());
  }

  @Test
  void oneStepIsNoRamp() {
    assertEquals(Optional.empty(), knee(judge(GOOD)));
    assertEquals(Optional.empty(), knee(judge()));
  }

  @Test
  void aStepCutToLessThanHalfIsNotJudged() {
    assertEquals(
        List.of(State.GOOD, State.NOT_JUDGED), states(judge(GOOD, step(10, 10, 1, 0, 0.49))));
    assertEquals(List.of(State.GOOD, State.FAILED), states(judge(GOOD, step(10, 10, 1, 0, 0.5))));
  }

  @Test
  void aReasonNamesTheLimitAndTheValue() {
    assertEquals("lost 1.1 %, limit 1 %", reason(LOSSY));
    assertEquals("lost 1.01 %, limit 1 %", reason(step(99_999, 1_000, 1, 0)), "rounded up");
    assertEquals("sent 94.9 % of the rate, limit 95 %", reason(step(949, 0, 1, 0)));
    assertEquals("sent 94.9 % of the rate, limit 95 %", reason(step(9_499, 0, 1, 0, 10)));
    assertEquals("p99 101 ms, limit 100 ms", reason(step(1_000, 0, 100_200_000, 0)));
    assertEquals(
        "lost 50 %, limit 1 %; p99 201 ms, limit 100 ms; sent 80 % of the rate, limit 95 %; 1,234"
            + " answers dropped here",
        reason(step(800, 400, 200_000_000, 1_234)));
    assertEquals("", reason(step(1_000, 10, 1, 7)), "dropped, but within the limit");
  }

  @Test
  void everyLimitIsFoundByItself() {
    assertEquals(List.of(), limits(GOOD));
    assertEquals(List.of(Limit.LOSS), limits(LOSSY));
    assertEquals(List.of(Limit.LATENCY), limits(step(1_000, 0, 200_000_000, 0)));
    assertEquals(List.of(Limit.RATE), limits(step(900, 0, 1, 0)));
    assertEquals(List.of(Limit.RATE), limits(step(0, 0, 1, 0)));
    Breach loss = KneeRule.USUAL.breaches(LOSSY).getFirst();
    assertEquals(0.011, loss.value());
    assertEquals(0.01, loss.bound());
  }

  @Test
  void aStepWithoutAnyOutcomeIsNotGood() {
    WorkerTally tally = new WorkerTally(1);
    for (int i = 0; i < RATE; i++) {
      tally.sent(0, RequestKind.QUERY, 1);
    }
    Counts open = tally.counts(0, RequestKind.QUERY);
    StepResult step = new StepResult(0, RATE, 1, open, LatencyDistribution.NONE, 0);
    assertEquals(List.of(Limit.ANSWERS), limits(step));
    assertEquals("no answers", reason(step));
  }

  @Test
  void theRuleIsToldInWords() {
    assertEquals(
        "more than 1 % are lost, p99 is above 100 ms, or less than 95 % of the rate is sent",
        KneeRule.USUAL.text());
  }

  @Test
  void aRampToARealEndHasItsKneeThere() {
    RunResult ramp = SampleRuns.ramp();
    assertEquals(7_000, ramp.knee().orElseThrow().offeredPerSecond());
    assertTrue(new KneeRule(0, 1, 0.95).judge(ramp.steps()).knee().isEmpty());
  }

  private static String reason(StepResult step) {
    return judge(step).verdicts().getFirst().reason();
  }

  private static List<Limit> limits(StepResult step) {
    return KneeRule.USUAL.breaches(step).stream().map(Breach::limit).toList();
  }

  @Test
  void limitsStandInTheOrderOfTheirColumns() {
    assertEquals(
        List.of(Limit.ANSWERS, Limit.LOSS, Limit.LATENCY, Limit.RATE),
        Arrays.asList(Limit.values()));
  }
}
