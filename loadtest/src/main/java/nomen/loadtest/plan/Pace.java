package nomen.loadtest.plan;

import java.util.ArrayList;
import java.util.List;

/** When requests are sent. */
public sealed interface Pace {
  /** The most steps of a run: the counters of each are kept for all of it. */
  int MAX_STEPS = 1_002;

  /** What a pace without steps is. */
  Step FOR_EVER = new Step(0, Double.POSITIVE_INFINITY);

  /** What a step is for. */
  enum Role {
    /** Its outcome is judged. */
    JUDGED,
    /** The server gets warm; the outcome is shown and not judged. */
    SETTLING,
    /** The step before it, once more; left out unless that one failed. */
    REPEAT
  }

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
   * @param failedSteps sending ends when so many steps in a row have failed; 0: it goes on
   */
  record Open(List<Step> steps, int failedSteps) implements Pace {
    /** Steps that all have their turn. */
    public Open(List<Step> steps) {
      this(steps, 0);
    }

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
   * @param role what it is for
   */
  record Step(double perSecond, double seconds, Role role) {
    /** A step that is judged. */
    public Step(double perSecond, double seconds) {
      this(perSecond, seconds, Role.JUDGED);
    }
  }

  /** The stretches that are counted apart: one, but for ramps. */
  default List<Step> steps() {
    return List.of(FOR_EVER);
  }

  /**
   * When each stretch ends.
   *
   * @param repeating whether a {@link Role#REPEAT} takes its time, or none
   * @return seconds from the start; infinity where nothing ends it
   */
  default List<Double> stepEnds(boolean repeating) {
    List<Double> ends = new ArrayList<>();
    double end = 0;
    for (Step step : steps()) {
      end += step.role() == Role.REPEAT && !repeating ? 0 : step.seconds();
      ends.add(end);
    }
    return ends;
  }

  /** The number of stretches that are counted apart. */
  default int stepCount() {
    return steps().size();
  }
}
