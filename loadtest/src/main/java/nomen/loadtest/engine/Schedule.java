package nomen.loadtest.engine;

import java.util.List;
import nomen.loadtest.plan.Pace;
import nomen.loadtest.plan.Pace.Role;
import nomen.loadtest.plan.Pace.Step;
import nomen.loadtest.statistics.RepeatDecision;
import nomen.loadtest.traffic.Request;

/**
 * When the requests of one worker are to be sent. Times are nanoseconds from the start of the run.
 * Belongs to one thread.
 */
abstract sealed class Schedule {
  /** No further request is to be sent. */
  static final long NEVER = Long.MAX_VALUE;

  static final double NANOS_PER_SECOND = 1e9;

  /**
   * The schedule of a worker.
   *
   * @param repeat whether a {@link Role#REPEAT} has its turn
   * @param worker 0 to {@code workers} - 1
   */
  static Schedule of(Pace pace, RepeatDecision repeat, int worker, int workers) {
    return switch (pace) {
      case Pace.Closed closed -> new AsAnswered(closed.perSecond(), worker, workers);
      case Pace.Open open -> new AtRate(open.steps(), repeat, worker, workers);
      case Pace.Recorded recorded -> new AsCaptured(recorded.speed());
    };
  }

  /** When the next request is to be sent; 0 or in the past: now. */
  abstract long due();

  /** The step that the next request belongs to. */
  int step() {
    return 0;
  }

  /** How many requests are due by a time, 1 if that is not known; at least 1. */
  int backlog(long now) {
    return 1;
  }

  /** The time between two requests, {@link #NEVER} if that is not known. */
  long spacing() {
    return NEVER;
  }

  /** The end of the last stretch; known once {@link #due} is {@link #NEVER}. */
  long end() {
    return NEVER;
  }

  /** Whether latency counts from {@link #due}, or else from sending. */
  abstract boolean countsFromDue();

  /** Takes the time of the next request from it, where it has one. */
  void read(Request next) {}

  /** The next request has been sent. */
  abstract void advance(long now);

  /** As much as the outstanding allows, but no faster than a rate. */
  static final class AsAnswered extends Schedule {
    /** What was missed while there was no room is made up for as far as this. */
    private static final long CATCH_UP_NANOS = 10_000_000;

    private final double spacing;
    private double due;

    AsAnswered(double perSecond, int worker, int workers) {
      spacing = perSecond > 0 ? NANOS_PER_SECOND * workers / perSecond : 0;
      due = spacing * worker / workers;
    }

    @Override
    long due() {
      return (long) due;
    }

    @Override
    long spacing() {
      return (long) spacing;
    }

    @Override
    boolean countsFromDue() {
      return false;
    }

    @Override
    void advance(long now) {
      if (spacing > 0) {
        due = Math.max(due, (double) now - CATCH_UP_NANOS) + spacing;
      }
    }
  }

  /**
   * Request <i>n</i> of a step, of all workers, goes at the start of the step plus <i>n</i> divided
   * by the rate. Worker <i>w</i> of <i>k</i> has the requests of the run with numbers <i>w</i>,
   * <i>w + k</i> and so on.
   */
  static final class AtRate extends Schedule {
    private final List<Step> steps;
    private final RepeatDecision repeat;
    private final int workers;
    private int step;
    private double startOfStep;
    private long firstOfStep;
    private long countOfStep;
    private double nanosOfStep;
    private long number;
    private double perNano;
    private long due;

    AtRate(List<Step> steps, RepeatDecision repeat, int worker, int workers) {
      this.steps = steps;
      this.repeat = repeat;
      this.workers = workers;
      number = worker;
      enter();
      settle();
    }

    private void enter() {
      Step entered = steps.get(step);
      boolean skipped = entered.role() == Role.REPEAT && !repeat.close();
      countOfStep = skipped ? 0 : count(entered);
      nanosOfStep = skipped ? 0 : entered.seconds() * NANOS_PER_SECOND;
      perNano = entered.perSecond() / NANOS_PER_SECOND;
    }

    private static long count(Step step) {
      return (long) Math.ceil(step.perSecond() * step.seconds());
    }

    private void settle() {
      while (number - firstOfStep >= countOfStep) {
        if (step + 1 == steps.size()) {
          due = NEVER;
          return;
        }
        startOfStep += nanosOfStep;
        firstOfStep += countOfStep;
        step++;
        enter();
      }
      due = (long) (startOfStep + (number - firstOfStep) / perNano);
    }

    @Override
    long due() {
      return due;
    }

    @Override
    long end() {
      return (long) (startOfStep + nanosOfStep);
    }

    @Override
    int step() {
      return step;
    }

    @Override
    long spacing() {
      return (long) (workers / perNano);
    }

    @Override
    int backlog(long now) {
      double requests = Math.max(now - due, 0) * perNano / workers;
      return (int) Math.min(requests, Integer.MAX_VALUE - 1) + 1;
    }

    @Override
    boolean countsFromDue() {
      return true;
    }

    @Override
    void advance(long now) {
      number += workers;
      settle();
    }
  }

  /** At the times of the capture, one behind the other where a request has none. */
  static final class AsCaptured extends Schedule {
    private final double speed;
    private long due;

    AsCaptured(double speed) {
      this.speed = speed;
    }

    @Override
    long due() {
      return due;
    }

    @Override
    boolean countsFromDue() {
      return true;
    }

    @Override
    void read(Request next) {
      if (next.dueNanos() != Request.ANY_TIME) {
        due = (long) (next.dueNanos() / speed);
      }
    }

    @Override
    void advance(long now) {}
  }
}
