package nomen.loadtest.statistics;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether the first step of a ramp runs a second time. It is decided once, before the repetition
 * would begin; all workers and the statistics see the same decision. Safe for all threads.
 */
public final class RepeatDecision {
  private enum State {
    OPEN,
    REPEAT,
    GO_ON
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

  /** Decides; only the first decision counts. */
  public void decide(boolean repeat) {
    state.compareAndSet(State.OPEN, repeat ? State.REPEAT : State.GO_ON);
  }

  /** The decision; one that is still open becomes a no, as there is no time left to wait for it. */
  public boolean close() {
    decide(false);
    return isRepeat();
  }

  /** Whether it was decided to repeat, up to now. */
  boolean isRepeat() {
    return state.get() == State.REPEAT;
  }
}
