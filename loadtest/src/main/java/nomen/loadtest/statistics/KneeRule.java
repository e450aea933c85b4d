package nomen.loadtest.statistics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nomen.loadtest.plan.Pace.Role;
import nomen.loadtest.statistics.Verdict.Breach;
import nomen.loadtest.statistics.Verdict.State;

/**
 * Which step of a ramp is its knee: the last one before the first that has failed. A step is good
 * if
 *
 * <ul>
 *   <li>no more than {@code maxLossShare} of the requests sent were lost,
 *   <li>99 % of the answers took no longer than {@code maxP99Nanos}, and
 *   <li>{@code minSentShare} of what was offered or more was sent: below, the step says nothing
 *       about the server, or it had so many outstanding that there was no room for more.
 * </ul>
 *
 * <p>A first step that failed is repeated at once, and fails if the repetition fails too: a server
 * that has just started is slow for a moment. Settling is not judged. A good step above one that
 * has failed is no knee: what a server bears at times it cannot be asked to bear. A step that was
 * cut to less than half of the longest is not judged. What answers at the knee is the rate that a
 * server can be asked to bear.
 *
 * @param maxLossShare 0 to 1
 * @param maxP99Nanos 1 or more
 * @param minSentShare 0 to 1
 */
public record KneeRule(double maxLossShare, long maxP99Nanos, double minSentShare) {
  /** What reports use where nothing else is asked for: 1 % lost, 100 ms, 95 % sent. */
  public static final KneeRule USUAL = new KneeRule(0.01, 100_000_000L, 0.95);

  /** So many digits of a value beyond a limit are told, rounded away from the limit. */
  private static final int DIGITS = 3;

  /** Takes off what the last bits of a double add. */
  private static final MathContext EXACT = new MathContext(12);

  /**
   * Judges all steps of a run.
   *
   * @param steps in the order in which they ran, their rates going up
   */
  public Ramp judge(List<StepResult> steps) {
    double longest =
        steps.stream()
            .filter(step -> step.role() != Role.SETTLING)
            .mapToDouble(StepResult::seconds)
            .max()
            .orElse(0);
    List<Verdict> verdicts = new ArrayList<>();
    boolean failedBefore = false;
    for (int i = 0; i < steps.size(); i++) {
      StepResult step = steps.get(i);
      boolean judged = step.role() != Role.SETTLING && step.seconds() >= longest / 2;
      List<Breach> breaches = judged ? breaches(step) : List.of();
      State state;
      if (step.role() == Role.SETTLING) {
        state = State.SETTLING;
      } else if (!judged) {
        state = State.NOT_JUDGED;
      } else if (!breaches.isEmpty() && isRefuted(steps, i + 1, longest)) {
        state = State.NOT_CONFIRMED;
      } else if (!breaches.isEmpty()) {
        state = State.FAILED;
        failedBefore = true;
      } else {
        state = failedBefore ? State.GOOD_AGAIN : State.GOOD;
      }
      verdicts.add(new Verdict(step, state, breaches));
    }
    return new Ramp(verdicts);
  }

  /** Whether this place has a repetition that was good. */
  private boolean isRefuted(List<StepResult> steps, int place, double longest) {
    return place < steps.size()
        && steps.get(place).role() == Role.REPEAT
        && steps.get(place).seconds() >= longest / 2
        && breaches(steps.get(place)).isEmpty();
  }

  /** The limits that a step did not keep; none if it is good. */
  List<Breach> breaches(StepResult step) {
    List<Breach> breaches = new ArrayList<>();
    Counts counts = step.counts();
    double share = counts.lossShare();
    if (share > maxLossShare) {
      String text = "lost " + above(share * 100) + " %, limit " + number(maxLossShare * 100) + " %";
      breaches.add(new Breach(Verdict.Limit.LOSS, share, maxLossShare, text));
    }
    long p99 = step.latencies().percentileNanos(99.0);
    if (p99 > maxP99Nanos) {
      String text = "p99 " + above(p99 / 1e6) + " ms, limit " + number(maxP99Nanos / 1e6) + " ms";
      breaches.add(new Breach(Verdict.Limit.LATENCY, p99 / 1e9, maxP99Nanos / 1e9, text));
    }
    double sent = step.offeredPerSecond() == 0 ? 1 : step.sentPerSecond() / step.offeredPerSecond();
    if (sent < minSentShare) {
      String text =
          "sent " + below(sent * 100) + " % of the rate, limit " + number(minSentShare * 100);
      breaches.add(new Breach(Verdict.Limit.RATE, sent, minSentShare, text + " %"));
    }
    if (counts.answered() == 0 && breaches.isEmpty()) {
      breaches.add(new Breach(Verdict.Limit.ANSWERS, 0, 1, "no answers"));
    }
    return breaches;
  }

  /** The rule in words. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "more than %s %% are lost, p99 is above %s ms, or less than %s %% of the rate is sent",
        number(maxLossShare * 100),
        number(maxP99Nanos / 1e6),
        number(minSentShare * 100));
  }

  private static String above(double value) {
    return rounded(value, RoundingMode.UP);
  }

  private static String below(double value) {
    return rounded(value, RoundingMode.DOWN);
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
  }

  private static String rounded(double value, RoundingMode mode) {
    return BigDecimal.valueOf(value)
        .round(EXACT)
        .round(new MathContext(DIGITS, mode))
        .stripTrailingZeros()
        .toPlainString();
  }
}
