package nomen.loadtest.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a run early when the process is told to end (Ctrl-C, SIGTERM), and keeps the process until
 * its report is out.
 */
final class Interruption implements AutoCloseable {
  /** How long the end of the process waits for the report, on top of the timeout of requests. */
  private static final long REPORT_SECONDS = 30;

  private final CountDownLatch reported = new CountDownLatch(1);
  private final Thread hook;
  private volatile boolean happened;

  /**
   * Waits for it.
   *
   * @param stop what to do then
   * @param timeoutNanos how long requests are waited for
   */
  Interruption(Runnable stop, long timeoutNanos) {
    hook =
        new Thread(
            () -> {
              happened = true;
              stop.run();
              awaitReport(timeoutNanos);
            },
            "load-interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void awaitReport(long timeoutNanos) {
    try {
      long nanos = TimeUnit.SECONDS.toNanos(REPORT_SECONDS) + timeoutNanos;
      if (!reported.await(nanos, TimeUnit.NANOSECONDS)) {
        System.err.println("nomen-load: the report did not get ready");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it has come. */
  boolean happened() {
    return happened;
  }

  /** Says that the report is out. */
  @Override
  public void close() {
    reported.countDown();
    if (!happened) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException _) {
        // It has come just now, and has nothing to wait for any more.
        happened = true;
      }
    }
  }
}
