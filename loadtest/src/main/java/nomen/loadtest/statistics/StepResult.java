package nomen.loadtest.statistics;

import nomen.loadtest.plan.Pace;

/**
 * All requests of one step, of all kinds.
 *
 * @param step its place among all steps, from 0
 * @param number its number among those that are judged, from 1; a repetition has the number of the
 *     step that it repeats, and settling has 0
 * @param role what it is for
 * @param offeredPerSecond the rate that the plan offers, or 0 where it offers none
 * @param seconds how long it was: the last may have been cut
 * @param counts how many
 * @param latencies of the answers
 * @param dropped answers that this machine dropped in the time of the step, for want of room in a
 *     receive buffer; they may have been those to requests of a step before it
 */
public record StepResult(
    int step,
    int number,
    Pace.Role role,
    double offeredPerSecond,
    double seconds,
    Counts counts,
    LatencyDistribution latencies,
    long dropped) {
  /** A step of a ramp without settling and repetition. */
  public StepResult(
      int step,
      double offeredPerSecond,
      double seconds,
      Counts counts,
      LatencyDistribution latencies,
      long dropped) {
    this(step, step + 1, Pace.Role.JUDGED, offeredPerSecond, seconds, counts, latencies, dropped);
  }

  /** Requests a second that went to the kernel. */
  public double sentPerSecond() {
    return perSecond(counts.sent());
  }

  /** Answers a second to the requests of this step. */
  public double answeredPerSecond() {
    return perSecond(counts.answered());
  }

  private double perSecond(long events) {
    return seconds <= 0 ? 0 : events / seconds;
  }
}
