package nomen.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Sleeps of a few tens of microseconds. The thread gives the processor away; nothing spins. Belongs
 * to one thread at a time.
 *
 * <pre>
 * struct timespec
 *  0  seconds      8
 *  8  nanoseconds  8
 * </pre>
 */
public final class ShortPause {
  private static final int PR_SET_TIMERSLACK = 29;

  /** How much later than asked the kernel may end a sleep of this thread; its default is 50 us. */
  private static final long SLACK_NANOS = 1_000;

  private final LinuxCalls calls = new LinuxCalls();
  private final MemorySegment timespec = Arena.ofAuto().allocate(2 * Long.BYTES, Long.BYTES);

  /**
   * Makes one for a length.
   *
   * @param nanos 1 to 999,999,999
   */
  public ShortPause(int nanos) {
    timespec.set(JAVA_LONG, 0, 0);
    timespec.set(JAVA_LONG, Long.BYTES, nanos);
  }

  /** Makes the sleeps of the calling thread end on time. */
  public void sharpenTimer() {
    calls.prctl(PR_SET_TIMERSLACK, SLACK_NANOS);
  }

  /** Sleeps; a signal ends it early. */
  public void sleep() {
    calls.nanosleep(timespec.address());
  }
}
