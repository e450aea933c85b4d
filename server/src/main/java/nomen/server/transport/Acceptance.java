package nomen.server.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import nomen.server.logging.LogCategory;
import nomen.store.logging.LimitedLine;
import org.slf4j.event.Level;

/**
 * Stands before Netty's own handler of accepted connections. It closes those that have no place
 * even for a moment, and it waits a little where none can be accepted, as there is no free
 * descriptor for instance: then the one that is idle longest gives way.
 */
final class Acceptance extends ChannelInboundHandlerAdapter {
  /** Until it is tried again after a failure. */
  static final int PAUSE_MILLIS = 200;

  private static final LimitedLine FAILED = LogCategory.SERVER.limited(Level.WARN);

  private final ConnectionLimiter limiter;
  private final IoLoops loops;
  private final OpenFiles files;

  Acceptance(ConnectionLimiter limiter, IoLoops loops, OpenFiles files) {
    this.limiter = limiter;
    this.loops = loops;
    this.files = files;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    Channel child = (Channel) message;
    if (!limiter.accept()) {
      loop(context).counters().increment(TransportCounter.TCP_REFUSED_TOTAL);
      child.unsafe().closeForcibly();
      return;
    }
    child.closeFuture().addListener(ignored -> limiter.closed());
    context.fireChannelRead(child);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    RequestLoop loop = loop(context);
    loop.counters().increment(TransportCounter.TCP_ACCEPT_FAILURES);
    loop.connections().makeRoom(false);
    log(cause);
    Channel listener = context.channel();
    if (listener.config().isAutoRead()) {
      listener.config().setAutoRead(false);
      var unused =
          listener
              .eventLoop()
              .schedule(() -> acceptAgain(listener), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private static void acceptAgain(Channel listener) {
    listener.config().setAutoRead(true);
  }

  private RequestLoop loop(ChannelHandlerContext context) {
    EventLoop eventLoop = context.channel().eventLoop();
    return loops.requestLoop(eventLoop);
  }

  private void log(Throwable cause) {
    if (FAILED.isDue()) {
      FAILED
          .line()
          .addKeyValue("reason", cause.getMessage())
          .addKeyValue("open", limiter.open())
          .addKeyValue("max-open-files", files.limit())
          .addKeyValue("setting", "tcp.max-connections")
          .log("connections cannot be accepted: is the limit of open files too low (ulimit -n)?");
    }
  }
}
