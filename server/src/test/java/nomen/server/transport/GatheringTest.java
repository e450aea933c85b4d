package nomen.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GatheringTest {
  private static final int PAUSE_MICROS = 25;

  /** Nanoseconds between datagrams at which just enough of them come during a pause. */
  private static final long LIMIT_NANOS = PAUSE_MICROS * 1_000L / Gathering.MIN_EXPECTED;

  private long now = 1_000_000_000L;

  private boolean after(Gathering gathering, int batches, int datagrams, long gapNanos) {
    boolean worthwhile = false;
    for (int i = 0; i < batches; i++) {
      now += gapNanos * datagrams;
      worthwhile = gathering.isWorthwhile(datagrams, now);
    }
    return worthwhile;
  }

  @Test
  void pausesOnlyWhileDatagramsComeFast() {
    Gathering gathering = new Gathering(PAUSE_MICROS);
    assertFalse(after(gathering, 1, 1, LIMIT_NANOS / 2));
    assertTrue(after(gathering, 100, 4, LIMIT_NANOS / 2));
    assertFalse(after(gathering, 100, 4, LIMIT_NANOS * 2));
    assertTrue(after(gathering, 100, 4, LIMIT_NANOS / 2));
  }

  @Test
  void oneQuietMillisecondEndsThePauses() {
    Gathering gathering = new Gathering(PAUSE_MICROS);
    assertTrue(after(gathering, 100, 4, LIMIT_NANOS / 2));
    assertFalse(after(gathering, 1, 1, 1_000_000));
  }

  @Test
  void neverPausesWhenSwitchedOff() {
    assertFalse(after(new Gathering(0), 1_000, 64, 1));
  }

  @Test
  void aPauseEnds() {
    Gathering gathering = new Gathering(1);
    long before = System.nanoTime();
    gathering.pause();
    assertEquals(0, (System.nanoTime() - before) / 10_000_000_000L);
  }
}
