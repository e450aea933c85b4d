package nomen.server.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/**
 * The event loop of a request handler, for answers that come later. It sees to it that answers
 * which are ready together leave together, and that no connection goes on to its next request while
 * a handler is at work: the loop has one handler, and one exchange for all streams.
 *
 * <p>{@link #execute} may be called from any thread, the rest belongs to the loop's.
 */
public final class LoopContext {
  /** Something that has answers to flush. */
  interface Outlet {
    /** Sends what was written, and goes on where that was waited for. */
    void flushAnswers();
  }

  private final int index;
  private final EventLoop eventLoop;
  private final TransportClock clock;
  private final List<Outlet> waiting = new ArrayList<>();
  private boolean handling;
  private boolean gathering;
  private boolean scheduled;

  /**
   * The context of a loop.
   *
   * @param index 0 for {@code dns-io-0}, and so on
   */
  public LoopContext(int index, EventLoop eventLoop, TransportClock clock) {
    this.index = index;
    this.eventLoop = eventLoop;
    this.clock = clock;
  }

  /** 0 for {@code dns-io-0}, and so on. */
  public int index() {
    return index;
  }

  /** What connects streams of the handler's own, which the loop serves beside all others. */
  public Bootstrap connector() {
    boolean epoll = eventLoop instanceof IoEventLoop io && io.isIoType(EpollIoHandler.class);
    return new Bootstrap()
        .group(eventLoop)
        .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true);
  }

  /** Reads the clock into an exchange. */
  public void readClock(Exchange exchange) {
    exchange.setTime(clock.millis(), clock.nanos());
  }

  /**
   * Runs a task on the loop's thread, when no handler is at work. Answers that it sends are flushed
   * together at its end.
   *
   * @return false if the loop has ended: then the task does not run
   */
  public boolean execute(Runnable task) {
    try {
      eventLoop.execute(() -> gather(task));
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  private void gather(Runnable task) {
    gathering = true;
    try {
      task.run();
    } finally {
      gathering = false;
      flushWaiting();
    }
  }

  /** A handler begins to work on a request. */
  void beginHandling() {
    handling = true;
  }

  /** The handler is done. */
  void endHandling() {
    handling = false;
  }

  /** Has an outlet flushed: at once, or when what the loop is doing now is done. */
  void flush(Outlet outlet) {
    if (!handling && !gathering) {
      outlet.flushAnswers();
      return;
    }
    if (!waiting.contains(outlet)) {
      waiting.add(outlet);
    }
    if (handling && !scheduled) {
      scheduled = true;
      eventLoop.execute(
          () -> {
            scheduled = false;
            flushWaiting();
          });
    }
  }

  private void flushWaiting() {
    while (!waiting.isEmpty()) {
      // Taken out first: a connection that is flushed may go on, and answer others.
      waiting.removeLast().flushAnswers();
    }
  }
}
