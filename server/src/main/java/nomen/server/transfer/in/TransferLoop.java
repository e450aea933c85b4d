package nomen.server.transfer.in;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import nomen.server.transport.TransportClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event loop {@code transfer-io}: keeps the agenda of all secondary zones, and the connections
 * to their primaries. The loops that answer queries have no part in it, so a large transfer takes
 * nothing from them but the processor.
 */
final class TransferLoop implements Agenda, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TransferLoop.class);
  private static final long CLOSE_MILLIS = 2_000;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long MILLIS_PER_SECOND = 1_000;

  private final MultiThreadIoEventLoopGroup group;
  private final EventLoop eventLoop;
  private final TransportClock clock;
  private final long startMillis;
  private final long startNanos;

  TransferLoop(TransportClock clock) {
    this.clock = clock;
    startMillis = clock.millis();
    startNanos = clock.nanos();
    ThreadFactory threads = task -> new FastThreadLocalThread(task, "transfer-io");
    group = new MultiThreadIoEventLoopGroup(1, threads, NioIoHandler.newFactory());
    eventLoop = group.next();
  }

  EventLoop eventLoop() {
    return eventLoop;
  }

  @Override
  public void execute(Runnable task) {
    try {
      eventLoop.execute(() -> run(task));
    } catch (RejectedExecutionException e) {
      // The server stops, and nothing is to be refreshed any more.
    }
  }

  @Override
  public Entry schedule(long delayMillis, Runnable task) {
    try {
      ScheduledFuture<?> entry =
          eventLoop.schedule(() -> run(task), delayMillis, TimeUnit.MILLISECONDS);
      return () -> entry.cancel(false);
    } catch (RejectedExecutionException e) {
      return () -> {};
    }
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      // A fault of this server in the care of one zone must not cost the others theirs.
      LOG.atError().setCause(e).log("secondary zone could not be looked after");
    }
  }

  @Override
  public long nowMillis() {
    return startMillis + (clock.nanos() - startNanos) / NANOS_PER_MILLI;
  }

  @Override
  public long wallSeconds() {
    return clock.millis() / MILLIS_PER_SECOND;
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }
}
