package nomen.loadtest.statistics;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Whether a step of a ramp was good, and if not, why.
 *
 * @param step which
 * @param state what it was
 * @param breaches the limits that it did not keep; some if it has failed, confirmed or not, and
 *     none else
 */
public record Verdict(StepResult step, State state, List<Breach> breaches) {
  /** Copies the list. */
  public Verdict {
    breaches = List.copyOf(breaches);
  }

  /** What a step was. */
  public enum State {
    /** Within all limits, as were all before it. */
    GOOD,
    /** Beyond a limit. */
    FAILED,
    /** Within all limits, but one before it was not. */
    GOOD_AGAIN,
    /** Beyond a limit, but within all when it was repeated at once. */
    NOT_CONFIRMED,
    /** For the server to get warm. */
    SETTLING,
    /** Too short to say. */
    NOT_JUDGED
  }

  /** What a step is judged by. */
  public enum Limit {
    /** There has to be an answer. */
    ANSWERS,
    /** The part of the requests sent that may be lost, 0 to 1. */
    LOSS,
    /** Seconds that 99 % of the answers may take. */
    LATENCY,
    /** The part of the rate that has to be sent, 0 to 1. */
    RATE
  }

  /**
   * A limit that was not kept.
   *
   * @param limit which
   * @param value what it came to, in the unit of the limit
   * @param bound what it was to keep to
   * @param text both in words
   */
  public record Breach(Limit limit, double value, double bound, String text) {}

  /** Whether it is beyond a limit. */
  public boolean isFailed() {
    return state == State.FAILED;
  }

  /** Why it has failed, in words, with what was dropped on this machine; empty if it has not. */
  public String reason() {
    if (breaches.isEmpty()) {
      return "";
    }
    String limits = breaches.stream().map(Breach::text).collect(Collectors.joining("; "));
    return step.dropped() == 0
        ? limits
        : limits + String.format(Locale.ROOT, "; %,d answers dropped here", step.dropped());
  }
}
