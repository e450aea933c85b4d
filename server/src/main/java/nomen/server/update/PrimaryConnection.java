package nomen.server.update;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import nomen.codec.message.Header;
import nomen.codec.message.Opcode;
import org.jspecify.annotations.Nullable;

/** One connection to a primary, for one message and its answer. Belongs to its loop's thread. */
final class PrimaryConnection extends ChannelInboundHandlerAdapter {
  private static final int LENGTH_OCTETS = 2;

  private final byte[] request;
  private final Consumer<byte @Nullable []> done;
  private final ByteBuf received = Unpooled.buffer();
  private @Nullable Future<?> timer;
  private boolean ended;

  private PrimaryConnection(byte[] request, Consumer<byte @Nullable []> done) {
    this.request = request;
    this.done = done;
  }

  /**
   * Sends a request and waits for the answer to it.
   *
   * @param connector gives the loop
   * @param done is given the answer, once; null if there was none in time, or none to this request
   */
  static void ask(
      Bootstrap connector,
      InetSocketAddress primary,
      byte[] request,
      int timeoutMillis,
      Consumer<byte @Nullable []> done) {
    PrimaryConnection connection = new PrimaryConnection(request, done);
    ChannelFuture connecting = connector.handler(connection).connect(primary);
    Channel channel = connecting.channel();
    if (connecting.cause() != null) {
      // No socket was to be had, or no way: such a channel belongs to no loop and is closed.
      connection.ended = true;
      done.accept(null);
      return;
    }
    connection.timer =
        channel
            .eventLoop()
            .schedule(() -> connection.end(channel, null), timeoutMillis, TimeUnit.MILLISECONDS);
    connecting.addListener(
        future -> {
          if (!future.isSuccess()) {
            connection.end(channel, null);
          }
        });
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    ByteBuf frame = context.alloc().buffer(LENGTH_OCTETS + request.length);
    frame.writeShort(request.length);
    frame.writeBytes(request);
    var unused = context.writeAndFlush(frame);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf arrived = (ByteBuf) message;
    received.writeBytes(arrived);
    arrived.release();
    if (received.readableBytes() < LENGTH_OCTETS) {
      return;
    }
    int length = received.getUnsignedShort(0);
    if (received.readableBytes() >= LENGTH_OCTETS + length) {
      byte[] response = new byte[length];
      received.getBytes(LENGTH_OCTETS, response);
      end(context.channel(), isAnswer(response) ? response : null);
    }
  }

  private boolean isAnswer(byte[] response) {
    if (response.length < Header.SIZE_OCTETS) {
      return false;
    }
    int flags = Header.flags(response, 0);
    return Header.id(response, 0) == Header.id(request, 0)
        && (flags & Header.QR) != 0
        && Header.opcode(flags) == Opcode.UPDATE;
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end(context.channel(), null);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    end(context.channel(), null);
  }

  private void end(Channel channel, byte @Nullable [] response) {
    if (ended) {
      return;
    }
    ended = true;
    if (timer != null) {
      timer.cancel(false);
    }
    var unused = channel.close();
    done.accept(response);
  }
}
