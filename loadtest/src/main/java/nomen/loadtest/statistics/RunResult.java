package nomen.loadtest.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nomen.loadtest.process.Usage;
import nomen.loadtest.traffic.RequestKind;
import org.jspecify.annotations.Nullable;

/**
 * All that reports tell of a run. Immutable.
 *
 * @param heading what was known before
 * @param ending why it ended
 * @param runNanos from the first request to the end
 * @param kinds what became of each kind of request, in the order of {@link RequestKind#index}
 * @param steps the stretches of one rate that have begun, one or more
 * @param timeLine the rows, at most 3,600
 * @param unexpected answers that no outstanding request asked for
 * @param disconnected connections closed by the other end or not made
 * @param dropped answers that this machine dropped for want of room in a receive buffer; the
 *     requests are among those lost, or not answered before an interruption
 * @param faults what was wrong with the first answers found wrong
 * @param kneeRule which step counts as the knee of a ramp
 * @param server the watched processes, or null if none is watched
 * @param generator the load generator itself, or null where /proc does not tell
 */
public record RunResult(
    RunHeading heading,
    Ending ending,
    long runNanos,
    List<KindResult> kinds,
    List<StepResult> steps,
    List<Interval> timeLine,
    long unexpected,
    long disconnected,
    long dropped,
    List<String> faults,
    KneeRule kneeRule,
    @Nullable ProcessResult server,
    @Nullable ProcessResult generator) {
  /** The load generator counts as the bottleneck when its busiest thread ran longer than this. */
  public static final double BUSY_SHARE = 0.9;

  /** Copies the lists. */
  public RunResult {
    kinds = List.copyOf(kinds);
    steps = List.copyOf(steps);
    timeLine = List.copyOf(timeLine);
    faults = List.copyOf(faults);
  }

  /** Why a run ended, in the words of the closing report. */
  public enum Ending {
    /** The time was over. */
    TIME_LIMIT("time limit"),
    /** Every request had been sent. */
    END_OF_INPUT("end of file"),
    /** Somebody stopped it. */
    INTERRUPTION("interruption"),
    /** So many steps of a ramp in a row had failed that it did not go on. */
    FAILED_STEPS("failed steps");

    private final String words;

    Ending(String words) {
      this.words = words;
    }

    /** As it is printed. */
    public String words() {
      return words;
    }
  }

  /**
   * Some processes over the whole run.
   *
   * @param title their names and numbers
   * @param usage what they used
   * @param notes what a reader must know of them
   */
  public record ProcessResult(String title, Usage usage, List<String> notes) {
    /** Copies the list. */
    public ProcessResult {
      notes = List.copyOf(notes);
    }

    /** CPU in user space for each of so many answers, in nanoseconds; 0 where there is none. */
    public double userNanosPer(long answers) {
      return answers == 0 ? 0 : (double) usage.userNanos() / answers;
    }

    /** CPU in the kernel for each of so many answers, in nanoseconds; 0 where there is none. */
    public double systemNanosPer(long answers) {
      return answers == 0 ? 0 : (double) usage.systemNanos() / answers;
    }
  }

  /** One kind of request. */
  public KindResult kind(RequestKind kind) {
    return kinds.get(kind.index());
  }

  /** The kinds that were sent; queries if nothing was. */
  public List<KindResult> kindsSent() {
    List<KindResult> sent = kinds.stream().filter(kind -> !kind.isEmpty()).toList();
    return sent.isEmpty() ? List.of(kind(RequestKind.QUERY)) : sent;
  }

  /** All kinds together. */
  public Counts counts() {
    return kinds.stream().map(KindResult::counts).reduce(Counts::plus).orElse(Counts.NONE);
  }

  /** The time line in no more rows than this, each of as many of the others. */
  public List<Interval> timeLine(int maxRows) {
    int together = (timeLine.size() + maxRows - 1) / maxRows;
    if (together <= 1) {
      return timeLine;
    }
    List<Interval> rows = new ArrayList<>();
    for (int i = 0; i < timeLine.size(); i += together) {
      List<Interval> group = timeLine.subList(i, Math.min(i + together, timeLine.size()));
      rows.add(group.stream().reduce(Interval::then).orElseThrow());
    }
    return List.copyOf(rows);
  }

  /** How long it took. */
  public double runSeconds() {
    return runNanos / 1e9;
  }

  /** Events a second of so many. */
  public double perSecond(long events) {
    return runNanos <= 0 ? 0 : events / runSeconds();
  }

  /** Whether there was more than one rate, though not all may have had their turn. */
  public boolean isRamp() {
    return heading.plan().pace().stepCount() > 1;
  }

  /** The steps and what is said of each. */
  public Ramp ramp() {
    return kneeRule.judge(steps);
  }

  /** The knee of a ramp, if this is one and has one. */
  public Optional<StepResult> knee() {
    return ramp().knee();
  }

  /** Whether the load generator itself may have been what was measured. */
  public boolean generatorWasBusy() {
    return generator != null && generator.usage().busiestThreadShare() > BUSY_SHARE;
  }
}
