package nomen.server.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import nomen.server.transport.linux.DatagramBatch;
import org.jspecify.annotations.Nullable;

/** Has each datagram of a batch answered, in its slot. */
final class BatchDatagramHandler extends ChannelInboundHandlerAdapter {
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
      ChannelFutureListener listener =
          future -> {
            if (!future.isSuccess()) {
              LoopTasks.run(channel.eventLoop(), BatchDatagramHandler.this::countDropped);
            }
          };
      var unused = channel.writeAndFlush(new LateDatagram(returnPath, copy)).addListener(listener);
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
