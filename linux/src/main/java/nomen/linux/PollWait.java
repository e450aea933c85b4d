package nomen.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Waits until there is something to do, or a time is over, to the nanosecond as far as the kernel
 * can. Belongs to one thread at a time.
 *
 * <pre>
 * struct pollfd (8 octets)         struct timespec
 *  0  fd       4                    0  seconds      8
 *  4  events   2                    8  nanoseconds  8
 *  6  revents  2
 * </pre>
 */
public final class PollWait {
  private static final int POLLFD_SIZE = 8;
  private static final long EVENTS = 4;
  private static final short POLLIN = 1;
  private static final short POLLOUT = 4;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long TIMESPEC = 2 * POLLFD_SIZE;

  private final LinuxCalls calls = new LinuxCalls();
  private final MemorySegment memory =
      Arena.ofAuto().allocate(TIMESPEC + 2 * Long.BYTES, Long.BYTES);

  /** Makes one. */
  public PollWait() {}

  /**
   * Waits. A signal ends it early.
   *
   * @param readable the file descriptor that may have something to receive
   * @param writable the file descriptor that may take something to send, or -1
   * @param nanos how long at most; 0 or less does not wait
   */
  public void await(int readable, int writable, long nanos) {
    long bounded = Math.max(nanos, 0);
    memory.set(JAVA_INT, 0, readable);
    memory.set(JAVA_SHORT, EVENTS, POLLIN);
    memory.set(JAVA_INT, POLLFD_SIZE, writable);
    memory.set(JAVA_SHORT, POLLFD_SIZE + EVENTS, POLLOUT);
    memory.set(JAVA_LONG, TIMESPEC, bounded / NANOS_PER_SECOND);
    memory.set(JAVA_LONG, TIMESPEC + Long.BYTES, bounded % NANOS_PER_SECOND);
    calls.ppoll(memory.address(), writable < 0 ? 1 : 2, memory.address() + TIMESPEC);
  }
}
