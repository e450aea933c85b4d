package nomen.loadtest.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Says whether a source makes objects. */
public final class Allocation {
  private static final int ROUNDS = 8;
  private static final int REQUESTS = 20_000;
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private Allocation() {}

  /**
   * Fails if the source allocates in every one of several rounds, and goes on to once it is
   * compiled: when that is, is up to the compiler's threads.
   */
  public static void assertNone(RequestSource source) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Request request = new Request();
    long least = Long.MAX_VALUE;
    long end = System.nanoTime() + PATIENCE_NANOS;
    for (int round = 0;
        round < ROUNDS || (least >= REQUESTS && System.nanoTime() - end < 0);
        round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < REQUESTS; i++) {
        source.next(i & 0xffff, request);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    // What the measurement itself and the compiler's replacement of running code may take.
    assertEquals(0, least / REQUESTS, "octets for each request");
  }

  /** The least nanoseconds of a request in several rounds. */
  public static double nanosEach(RequestSource source) {
    Request request = new Request();
    double least = Double.MAX_VALUE;
    for (int round = 0; round < 4 * ROUNDS; round++) {
      long before = System.nanoTime();
      for (int i = 0; i < REQUESTS; i++) {
        source.next(i & 0xffff, request);
      }
      least = Math.min(least, (double) (System.nanoTime() - before) / REQUESTS);
    }
    return least;
  }
}
