package nomen.loadtest.statistics;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The thread that looks at the workers, once a second from the start of the run, and says so to
 * whoever shows it. It can also do something else in an interval of its own, in the same thread.
 */
public final class Sampler implements AutoCloseable {
  /** Time from one look to the next. */
  public static final long PERIOD_NANOS = 1_000_000_000L;

  private static final long MAX_WAIT_SECONDS = 10;

  private final ScheduledExecutorService thread;
  private final RunStatistics statistics;
  private final LongSupplier clock;
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

  /**
   * Makes one; {@link #start} starts it.
   *
   * @param clock the time in nanoseconds, as {@link System#nanoTime}
   */
  public Sampler(RunStatistics statistics, LongSupplier clock) {
    this.statistics = statistics;
    this.clock = clock;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("load-sampler").daemon().factory());
  }

  /**
   * Starts to look.
   *
   * @param startNanos when the run started
   * @param onLook told of every row, in this thread
   */
  public void start(long startNanos, Consumer<Interval> onLook) {
    every(startNanos, PERIOD_NANOS, nanos -> onLook.accept(statistics.look(nanos)));
  }

  /**
   * Also does something else in the same thread, in an interval of its own.
   *
   * @param startNanos when the run started
   * @param periodNanos 1 or more
   * @param tick told the time
   */
  public void every(long startNanos, long periodNanos, LongConsumer tick) {
    long delay = Math.max(0, startNanos + periodNanos - clock.getAsLong());
    var _ = thread.scheduleAtFixedRate(() -> run(tick), delay, periodNanos, TimeUnit.NANOSECONDS);
  }

  /**
   * Also does something once in the same thread.
   *
   * @param nanos when, by the clock
   * @param tick told the time
   */
  public void at(long nanos, LongConsumer tick) {
    long delay = Math.max(0, nanos - clock.getAsLong());
    var _ = thread.schedule(() -> run(tick), delay, TimeUnit.NANOSECONDS);
  }

  /** A tick that fails, as a terminal may, does not end the looks. */
  private void run(LongConsumer tick) {
    try {
      tick.accept(clock.getAsLong());
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  /** What first went wrong in this thread, if anything did. */
  public Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure.get());
  }

  /** Ends, after what it is doing now. After it {@link RunStatistics#finish} may be called. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "the sampler did not end within " + MAX_WAIT_SECONDS + " s");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
