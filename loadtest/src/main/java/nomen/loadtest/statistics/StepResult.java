package nomen.loadtest.statistics;

/**
 * All requests of one step, of all kinds.
 *
 * @param step its number, from 0
 * @param offeredPerSecond the rate that the plan offers, or 0 where it offers none
 * @param seconds how long it was: the last may have been cut
 * @param counts how many
 * @param latencies of the answers
 * @param dropped answers that this machine dropped in the time of the step, for want of room in a
 *     receive buffer; they may have been those to requests of a step before it
 */
public record StepResult(
    int step,
    double offeredPerSecond,
    double seconds,
    Counts counts,
    LatencyDistribution latencies,
    long dropped) {
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
