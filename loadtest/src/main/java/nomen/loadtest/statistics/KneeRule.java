package nomen.loadtest.statistics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which step of a ramp is its knee: the one with the highest offered rate of those in which
 *
 * <ul>
 *   <li>no more than {@code maxLossShare} of the requests sent were lost,
 *   <li>99 % of the answers took no longer than {@code maxP99Nanos}, and
 *   <li>the load generator sent {@code minSentShare} of what was offered or more: below, the step
 *       says nothing about the server.
 * </ul>
 *
 * <p>A step that was cut to less than half of the longest is left out. What answers at the knee is
 * the rate that a server can be asked to bear.
 *
 * @param maxLossShare 0 to 1
 * @param maxP99Nanos 1 or more
 * @param minSentShare 0 to 1
 */
public record KneeRule(double maxLossShare, long maxP99Nanos, double minSentShare) {
  /** What reports use where nothing else is asked for: 1 % lost, 100 ms, 95 % sent. */
  public static final KneeRule USUAL = new KneeRule(0.01, 100_000_000L, 0.95);

  /** The knee, or nothing where no step keeps within the bounds, or there is one step only. */
  public Optional<StepResult> find(List<StepResult> steps) {
    if (steps.size() < 2) {
      return Optional.empty();
    }
    double longest = steps.stream().mapToDouble(StepResult::seconds).max().orElse(0);
    return steps.stream()
        .filter(step -> step.seconds() >= longest / 2)
        .filter(this::holds)
        .reduce((a, b) -> b.offeredPerSecond() > a.offeredPerSecond() ? b : a);
  }

  /** Whether a step keeps within the bounds. */
  public boolean holds(StepResult step) {
    return step.counts().answered() > 0
        && step.counts().lossShare() <= maxLossShare
        && step.latencies().percentileNanos(99.0) <= maxP99Nanos
        && step.sentPerSecond() >= step.offeredPerSecond() * minSentShare;
  }

  /** The rule in words. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "the highest rate at which no more than %s %% are lost, p99 is no more than %s ms, and no"
            + " less than %s %% of the rate is sent",
        number(maxLossShare * 100),
        number(maxP99Nanos / 1e6),
        number(minSentShare * 100));
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
  }
}
