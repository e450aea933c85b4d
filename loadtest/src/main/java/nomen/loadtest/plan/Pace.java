package nomen.loadtest.plan;

import java.util.List;

/** When requests are sent. */
public sealed interface Pace {
  /** The most steps of a run: the counters of each are kept for all of it. */
  int MAX_STEPS = 1_000;

  /**
   * The next request goes as soon as there is room among the outstanding ones.
   *
   * @param perSecond the most requests a second, of all workers together; 0 for no such limit.
   *     Latency counts from the moment of sending.
   */
  record Closed(double perSecond) implements Pace {}

  /**
   * Requests go at their times, whatever becomes of those before. Latency counts from the time at
   * which a request was to be sent, also if it went later.
   *
   * @param steps one after the other; at least one
   */
  record Open(List<Step> steps) implements Pace {
    /** Copies the list, and refuses one that is empty or too long. */
    public Open {
      steps = List.copyOf(steps);
      if (steps.isEmpty() || steps.size() > MAX_STEPS) {
        throw new IllegalArgumentException(steps.size() + " steps are not in 1 to " + MAX_STEPS);
      }
    }
  }

  /**
   * Requests go at the times that they were captured at. Latency counts as for {@link Open}.
   *
   * @param speed how many times faster than captured; 1 keeps the times
   */
  record Recorded(double speed) implements Pace {}

  /**
   * A stretch of one rate.
   *
   * @param perSecond requests a second, of all workers together
   * @param seconds how long; the last step may be cut by {@link Bounds#seconds}
   */
  record Step(double perSecond, double seconds) {}

  /** How many stretches are counted apart: one, but for ramps. */
  default int stepCount() {
    return this instanceof Open open ? open.steps().size() : 1;
  }
}
