package nomen.server.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import nomen.server.transport.linux.DatagramBatch;
import org.jspecify.annotations.Nullable;

/** Has each datagram of a batch answered, in its slot. */
final class BatchDatagramHandler extends ChannelInboundHandlerAdapter
    implements LoopContext.Outlet {
  private final RequestLoop loop;
  private final Exchange exchange = new Exchange(Transport.UDP, ignored -> defer());
  private @Nullable Channel channel;
  private @Nullable DatagramBatch slots;
  private int slot;

  BatchDatagramHandler(RequestLoop loop) {
    this.loop = loop;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    channel = context.channel();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ReceivedBatch batch = (ReceivedBatch) message;
    DatagramBatch from = batch.slots;
    slots = from;
    loop.readClock(exchange);
    byte[] request = exchange.request();
    int count = batch.count;
    for (int i = 0; i < count; i++) {
      slot = i;
      int length = from.length(i);
      boolean truncated = from.isTruncated(i);
      if (truncated) {
        loop.counters().increment(TransportCounter.UDP_TRUNCATED);
      }
      from.copyRequest(i, request, length);
      from.readClient(i, exchange.client());
      exchange.setRequest(length, truncated);
      int answerLength = loop.answer(exchange);
      if (answerLength > 0) {
        from.answer(i, exchange.response(), 0, answerLength);
      }
    }
    slots = null;
  }

  private DeferredAnswer defer() {
    DatagramBatch from = slots;
    Channel by = channel;
    if (from == null || by == null) {
      throw new IllegalStateException("there is no request now to answer later");
    }
    byte[] returnPath = new byte[DatagramBatch.RETURN_PATH_OCTETS];
    from.saveReturnPath(slot, returnPath);
    return new DeferredDatagram(by, returnPath);
  }

  /** A promise for each answer would cost more than the answer: failures come as exceptions. */
  private void write(LateDatagram late) {
    Channel by = channel;
    if (by != null) {
      var unused = by.write(late, by.voidPromise());
      loop.context().flush(this);
    }
  }

  @Override
  public void flushAnswers() {
    Channel by = channel;
    if (by != null) {
      by.flush();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException) {
      countDropped();
    } else {
      loop.failed("datagram channel failed", cause);
    }
  }

  private void countDropped() {
    loop.counters().increment(TransportCounter.UDP_DROPPED_LATE);
  }

  private final class DeferredDatagram implements DeferredAnswer {
    private final Channel channel;
    private final byte[] returnPath;
    private final AtomicBoolean ended = new AtomicBoolean();

    DeferredDatagram(Channel channel, byte[] returnPath) {
      this.channel = channel;
      this.returnPath = returnPath;
    }

    @Override
    public void send(byte[] octets, int offset, int length) {
      end();
      if (length < 1 || length > Exchange.MAX_MESSAGE_OCTETS) {
        throw new IllegalArgumentException("an answer has 1 to 65535 octets, not " + length);
      }
      if (!channel.isWritable()) {
        LoopTasks.run(channel.eventLoop(), BatchDatagramHandler.this::countDropped);
        return;
      }
      byte[] copy = Arrays.copyOfRange(octets, offset, offset + length);
      LateDatagram late = new LateDatagram(returnPath, copy);
      LoopTasks.run(channel.eventLoop(), () -> write(late));
    }

    @Override
    public void drop() {
      end();
    }

    private void end() {
      if (!ended.compareAndSet(false, true)) {
        throw new IllegalStateException("this request has been answered or dropped before");
      }
    }
  }
}
