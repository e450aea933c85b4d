package nomen.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Locale;

/**
 * How long a thread wants to run at a time. From Linux 6.12 on a thread that wakes and has asked
 * for less than the one that runs on its processor runs at once, and does not wait until that one
 * has had its own slice, some 3 ms; its share of the processor stays what it is. Older kernels take
 * the wish and do nothing about it.
 *
 * <pre>
 * struct sched_attr (48 octets, sched_setattr(2))
 *  0  size      4         16  nice      4
 *  4  policy    4         20  priority  4
 *  8  flags     8         24  runtime   8   the slice, in nanoseconds
 * </pre>
 */
public final class TimeSlice {
  private static final int SIZE = 48;
  private static final long RUNTIME = 24;

  private static final boolean ARM =
      System.getProperty("os.arch", "").toLowerCase(Locale.ROOT).equals("aarch64");

  /** The C library has no functions for these before its version 2.41. */
  private static final long SCHED_SETATTR = ARM ? 274 : 314;

  private static final long SCHED_GETATTR = ARM ? 275 : 315;

  private TimeSlice() {}

  /**
   * Asks for a slice for the calling thread, and changes nothing else of how it is scheduled.
   *
   * @param nanos the kernel allows 100,000 to 100,000,000 and takes what is nearest
   * @return whether the kernel took it
   */
  public static boolean askFor(long nanos) {
    LinuxCalls calls = new LinuxCalls();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocate(SIZE, Long.BYTES);
      if (calls.systemCall(SCHED_GETATTR, 0, attributes.address(), SIZE, 0) < 0) {
        return false;
      }
      attributes.set(JAVA_INT, 0, SIZE);
      attributes.set(JAVA_LONG, RUNTIME, nanos);
      return calls.systemCall(SCHED_SETATTR, 0, attributes.address(), 0, 0) >= 0;
    }
  }

  /** The slice of the calling thread in nanoseconds; 0 where the kernel does not tell. */
  public static long current() {
    LinuxCalls calls = new LinuxCalls();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocate(SIZE, Long.BYTES);
      int read = calls.systemCall(SCHED_GETATTR, 0, attributes.address(), SIZE, 0);
      return read < 0 ? 0 : attributes.get(JAVA_LONG, RUNTIME);
    }
  }
}
