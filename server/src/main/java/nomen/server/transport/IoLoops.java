package nomen.server.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The event loops, threads {@code dns-io-0} and so on, and what each has for answering. */
final class IoLoops {
  /** Time for what a loop does at its end. */
  private static final int END_MILLIS = 1_000;

  private final MultiThreadIoEventLoopGroup group;
  private final List<IoEventLoop> eventLoops = new ArrayList<>();
  private final List<RequestLoop> requestLoops = new ArrayList<>();
  private final IdentityHashMap<EventLoop, RequestLoop> byEventLoop = new IdentityHashMap<>();

  IoLoops(
      TransportKind kind,
      int count,
      RequestHandlerFactory handlers,
      TransportClock clock,
      BufferedOctets buffered) {
    AtomicInteger started = new AtomicInteger();
    ThreadFactory threads =
        task -> new FastThreadLocalThread(task, "dns-io-" + started.getAndIncrement());
    group = new MultiThreadIoEventLoopGroup(count, threads, kind.ioHandlerFactory());
    for (EventExecutor executor : group) {
      IoEventLoop eventLoop = (IoEventLoop) executor;
      eventLoops.add(eventLoop);
      // A loop's thread starts with its first task; in this order, loop and thread agree in number.
      eventLoop.submit(() -> {}).syncUninterruptibly();
    }
    try {
      for (IoEventLoop eventLoop : eventLoops) {
        LoopContext context = new LoopContext(requestLoops.size(), eventLoop, clock);
        LoopConnections connections = new LoopConnections(eventLoop, clock, buffered);
        RequestLoop requestLoop =
            new RequestLoop(
                context, handlers.create(context), clock, connections, new StreamTurns(eventLoop));
        buffered.join(connections);
        byEventLoop.put(eventLoop, requestLoop);
        requestLoops.add(requestLoop);
      }
    } catch (RuntimeException e) {
      close(0);
      throw e;
    }
  }

  int count() {
    return eventLoops.size();
  }

  MultiThreadIoEventLoopGroup group() {
    return group;
  }

  IoEventLoop eventLoop(int index) {
    return eventLoops.get(index);
  }

  RequestLoop requestLoop(int index) {
    return requestLoops.get(index);
  }

  RequestLoop requestLoop(EventLoop eventLoop) {
    RequestLoop found = byEventLoop.get(eventLoop);
    if (found == null) {
      throw new IllegalArgumentException("not a loop of this group: " + eventLoop);
    }
    return found;
  }

  List<TransportCounters> counters() {
    return requestLoops.stream().map(RequestLoop::counters).toList();
  }

  /** Ends the threads; returns false if one of them is still at work when the time is over. */
  boolean close(int waitMillis) {
    return group
        .shutdownGracefully(0, waitMillis, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(waitMillis + END_MILLIS);
  }
}
