package nomen.loadtest.engine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import nomen.linux.ShortPause;
import nomen.linux.TimeSlice;
import nomen.linux.UdpSocket;
import nomen.loadtest.plan.LoadPlan;
import nomen.loadtest.plan.Target;
import nomen.loadtest.socket.Exchange;
import nomen.loadtest.socket.LinuxDatagrams;
import nomen.loadtest.socket.NioDatagrams;
import nomen.loadtest.socket.TcpConnections;
import nomen.loadtest.statistics.RepeatDecision;
import nomen.loadtest.statistics.WorkerTally;
import nomen.loadtest.traffic.AnswerCheck;
import nomen.loadtest.traffic.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * One run of load: threads {@code load-0}, {@code load-1} and so on, which start together, send
 * until the time or the requests are over or {@link #stop} is called, and then wait for what is
 * outstanding, no longer than the timeout, and after a {@link #stop} no longer than a second. It
 * prints nothing; what happens is in the tallies.
 */
public final class LoadRun {
  private static final long HEAD_START_NANOS = 1_000_000;

  /**
   * For how long a worker wants to run at a time. It is the least that the kernel allows: who asks
   * for less than others is not kept waiting by the compiler's threads and the sampler.
   */
  private static final long SLICE_NANOS = 100_000;

  /** Opens the clients of a worker. */
  interface Opener {
    Exchange open(WorkerShare share) throws IOException;
  }

  private final LoadPlan plan;
  private final RepeatDecision repeat;
  private final Opener opener;
  private final Traffic traffic;
  private final @Nullable AnswerCheck check;
  private final List<WorkerTally> tallies;
  private final List<Worker> workers = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final CountDownLatch ready;
  private final CountDownLatch go = new CountDownLatch(1);
  private final CountDownLatch ended;
  private volatile long startNanos;
  private volatile boolean stopped;

  /**
   * Prepares a run that repeats no step.
   *
   * @param tallies one for each thread of the plan
   */
  public LoadRun(
      LoadPlan plan, Traffic traffic, @Nullable AnswerCheck check, List<WorkerTally> tallies) {
    this(plan, new RepeatDecision(), traffic, check, tallies);
  }

  /**
   * Prepares a run.
   *
   * @param repeat whether the first step of a ramp runs a second time
   * @param tallies one for each thread of the plan
   */
  public LoadRun(
      LoadPlan plan,
      RepeatDecision repeat,
      Traffic traffic,
      @Nullable AnswerCheck check,
      List<WorkerTally> tallies) {
    this(plan, repeat, traffic, check, tallies, LoadRun::open);
  }

  LoadRun(
      LoadPlan plan,
      RepeatDecision repeat,
      Traffic traffic,
      @Nullable AnswerCheck check,
      List<WorkerTally> tallies,
      Opener opener) {
    if (tallies.size() != plan.threads()) {
      throw new IllegalArgumentException(
          tallies.size() + " tallies do not suit " + plan.threads() + " threads");
    }
    this.plan = plan;
    this.repeat = repeat;
    this.opener = opener;
    this.traffic = traffic;
    this.check = check;
    this.tallies = List.copyOf(tallies);
    ready = new CountDownLatch(plan.threads());
    ended = new CountDownLatch(plan.threads());
  }

  /**
   * Opens the sockets and starts the threads. Called once.
   *
   * @throws IOException if a socket cannot be opened or the plan cannot be kept, in words for a
   *     user; nothing has been sent then
   */
  public void start() throws IOException {
    RunLimits.check(plan);
    List<Exchange> exchanges = new ArrayList<>();
    try {
      for (int i = 0; i < plan.threads(); i++) {
        WorkerShare share = new WorkerShare(plan, repeat, i, plan.threads());
        Exchange exchange = opener.open(share);
        exchanges.add(exchange);
        tallies.get(i).dropsFrom(exchange::dropped);
        workers.add(
            new Worker(share, exchange, traffic.open(i, plan.threads()), check, tallies.get(i)));
      }
    } catch (IOException | RuntimeException e) {
      exchanges.forEach(Exchange::close);
      throw e;
    }
    if (stopped) {
      workers.forEach(Worker::stop);
    }
    for (int i = 0; i < plan.threads(); i++) {
      Worker worker = workers.get(i);
      Exchange exchange = exchanges.get(i);
      Thread thread = new Thread(() -> work(worker, exchange), "load-" + i);
      thread.setDaemon(true);
      thread.start();
    }
    awaitUninterruptibly(ready);
    startNanos = System.nanoTime() + HEAD_START_NANOS;
    go.countDown();
  }

  private static Exchange open(WorkerShare share) throws IOException {
    Target target = share.plan().target();
    List<InetSocketAddress> locals = share.locals();
    int batch = share.plan().batch();
    return switch (target.transport()) {
      case TCP -> new TcpConnections(target.server(), locals, target.bufferOctets(), batch);
      case UDP ->
          UdpSocket.isAvailable()
              ? new LinuxDatagrams(target.server(), locals, target.bufferOctets(), batch)
              : new NioDatagrams(target.server(), locals, target.bufferOctets(), batch);
    };
  }

  private void work(Worker worker, Exchange exchange) {
    boolean isReady = false;
    try {
      if (UdpSocket.isAvailable()) {
        new ShortPause(1).sharpenTimer();
        TimeSlice.askFor(SLICE_NANOS);
      }
      isReady = true;
      ready.countDown();
      awaitUninterruptibly(go);
      worker.run(startNanos);
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
      stop();
    } finally {
      // Whatever went wrong, nobody may wait for this thread for ever.
      if (!isReady) {
        ready.countDown();
      }
      close(exchange);
      ended.countDown();
    }
  }

  private void close(Exchange exchange) {
    try {
      exchange.close();
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  /** Ends sending, and soon the run. May be called at any time by any thread, more than once. */
  public void stop() {
    stopped = true;
    workers.forEach(Worker::stop);
  }

  /**
   * Ends sending as the end of the time would: what is outstanding is waited for as long as the
   * timeout. May be called at any time by any thread, more than once, after {@link #start}.
   */
  public void endSending() {
    workers.forEach(Worker::endSending);
  }

  /**
   * Waits until nothing is sent and nothing outstanding any more.
   *
   * @param nanos how long at most
   * @return whether it has come to that
   * @throws IllegalStateException if a thread has failed, with the reason
   */
  public boolean awaitEnd(long nanos) throws InterruptedException {
    boolean over = ended.await(nanos, TimeUnit.NANOSECONDS);
    Throwable cause = failure.get();
    if (cause != null) {
      throw new IllegalStateException("the load generator failed: " + cause, cause);
    }
    return over;
  }

  /** When the run began, by {@link System#nanoTime}; known once {@link #start} has returned. */
  public long startNanos() {
    return startNanos;
  }

  /**
   * When the last request was sent or the last answer received, whichever is later; known once
   * {@link #awaitEnd} has returned true. The wait for answers that never came is not in it.
   */
  public long endNanos() {
    return workers.stream().mapToLong(Worker::lastNanos).max().orElse(startNanos);
  }

  /** When sending ended; known once {@link #awaitEnd} has returned true. */
  public long sendingEndNanos() {
    return workers.stream().mapToLong(Worker::sendingEndNanos).max().orElse(startNanos);
  }

  /** Whether {@link #endSending} ended sending; known once {@link #awaitEnd} has returned true. */
  public boolean isCut() {
    return workers.stream().anyMatch(Worker::isCut);
  }

  /**
   * Whether sending ended because there was nothing more to send, and not by time or {@link #stop};
   * known once {@link #awaitEnd} has returned true.
   */
  public boolean isInputOver() {
    return workers.stream().allMatch(Worker::isInputOver);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
