package nomen.loadtest.statistics;

import java.util.List;
import java.util.Optional;
import nomen.loadtest.statistics.Verdict.State;

/**
 * The steps of a run as a {@link KneeRule} judges them.
 *
 * @param verdicts one for each step, in their order
 */
public record Ramp(List<Verdict> verdicts) {
  /** Copies the list. */
  public Ramp {
    verdicts = List.copyOf(verdicts);
  }

  /** The last step before the first that failed; nothing if that is the first of all. */
  public Optional<StepResult> knee() {
    return verdicts.size() < 2
        ? Optional.empty()
        : in(State.GOOD).stream().map(Verdict::step).reduce((_, later) -> later);
  }

  /** The first step that failed. */
  public Optional<Verdict> firstFailed() {
    return in(State.FAILED).stream().findFirst();
  }

  /** Those that are good though one before them is not. */
  public List<Verdict> goodAgain() {
    return in(State.GOOD_AGAIN);
  }

  /** Those that failed once and were good when repeated. */
  public List<Verdict> notConfirmed() {
    return in(State.NOT_CONFIRMED);
  }

  private List<Verdict> in(State state) {
    return verdicts.stream().filter(verdict -> verdict.state() == state).toList();
  }
}
