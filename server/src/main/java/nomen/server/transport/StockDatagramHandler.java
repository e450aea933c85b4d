package nomen.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Has the datagrams of a channel of Netty's own answered, one event each. Where a socket is bound
 * to a wildcard address, the system chooses the address that an answer leaves from.
 */
final class StockDatagramHandler extends SimpleChannelInboundHandler<DatagramPacket>
    implements LoopContext.Outlet {
  private final RequestLoop loop;
  private final Channel channel;
  private final Exchange exchange = new Exchange(Transport.UDP, ignored -> defer());
  private final ChannelFutureListener sent = future -> sent(future.isSuccess());
  private @Nullable InetSocketAddress sender;
  private boolean batchStarted;

  StockDatagramHandler(RequestLoop loop, Channel channel) {
    this.loop = loop;
    this.channel = channel;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
    if (!batchStarted) {
      batchStarted = true;
      loop.readClock(exchange);
      loop.counters().increment(TransportCounter.UDP_BATCHES);
    }
    loop.counters().increment(TransportCounter.UDP_RECEIVED);
    ByteBuf content = packet.content();
    int length = Math.min(content.readableBytes(), Exchange.MAX_MESSAGE_OCTETS);
    content.getBytes(content.readerIndex(), exchange.request(), 0, length);
    exchange.setRequest(length, length < content.readableBytes());
    exchange.client().set(packet.sender());
    sender = packet.sender();
    int answerLength = loop.answer(exchange);
    if (answerLength > 0) {
      ByteBuf answer = channel.alloc().directBuffer(answerLength);
      answer.writeBytes(exchange.response(), 0, answerLength);
      var unused = channel.write(new DatagramPacket(answer, packet.sender())).addListener(sent);
    }
    sender = null;
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    batchStarted = false;
    context.flush();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // ICMP errors end up here; a datagram socket outlives them all.
    loop.counters().increment(TransportCounter.UDP_RECEIVE_ERRORS);
  }

  @Override
  public void flushAnswers() {
    channel.flush();
  }

  private void sent(boolean success) {
    loop.counters()
        .increment(
            success ? TransportCounter.UDP_ANSWERED : TransportCounter.UDP_DROPPED_SEND_ERROR);
  }

  private DeferredAnswer defer() {
    if (sender == null) {
      throw new IllegalStateException("there is no request now to answer later");
    }
    return new DeferredPacket(sender);
  }

  private final class DeferredPacket implements DeferredAnswer {
    private final InetSocketAddress recipient;
    private final AtomicBoolean ended = new AtomicBoolean();

    DeferredPacket(InetSocketAddress recipient) {
      this.recipient = recipient;
    }

    @Override
    public void send(byte[] octets, int offset, int length) {
      end();
      if (length < 1 || length > Exchange.MAX_MESSAGE_OCTETS) {
        throw new IllegalArgumentException("an answer has 1 to 65535 octets, not " + length);
      }
      if (!channel.isWritable()) {
        LoopTasks.run(
            channel.eventLoop(),
            () -> loop.counters().increment(TransportCounter.UDP_DROPPED_LATE));
        return;
      }
      ByteBuf answer = channel.alloc().directBuffer(length);
      answer.writeBytes(octets, offset, length);
      DatagramPacket packet = new DatagramPacket(answer, recipient);
      boolean running =
          LoopTasks.run(
              channel.eventLoop(),
              () -> {
                var unused = channel.write(packet).addListener(sent);
                loop.context().flush(StockDatagramHandler.this);
              });
      if (!running) {
        packet.release();
      }
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
