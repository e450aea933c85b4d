package nomen.server.transfer.in;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request by UDP, from a port of its own, which nobody can guess; the kernel passes on what the
 * primary's address sends, and nothing else.
 */
final class PrimaryDatagram extends SimpleChannelInboundHandler<DatagramPacket>
    implements PrimaryLink.Pending {
  private final byte[] request;
  private final PrimaryLink.DatagramAnswer answer;
  private @Nullable ChannelFuture connecting;
  private @Nullable Future<?> timer;
  private boolean ended;

  private PrimaryDatagram(byte[] request, PrimaryLink.DatagramAnswer answer) {
    this.request = request;
    this.answer = answer;
  }

  static PrimaryDatagram ask(
      EventLoop loop,
      ChannelFactory<? extends Channel> sockets,
      InetSocketAddress primary,
      byte[] request,
      int timeoutMillis,
      PrimaryLink.DatagramAnswer answer) {
    PrimaryDatagram datagram = new PrimaryDatagram(request, answer);
    datagram.timer =
        loop.schedule(
            () -> datagram.fail(FailurePlace.THERE, "no answer to a query for SOA in time"),
            timeoutMillis,
            TimeUnit.MILLISECONDS);
    datagram.connecting =
        new Bootstrap().group(loop).channelFactory(sockets).handler(datagram).connect(primary);
    datagram.connecting.addListener(
        future -> {
          if (!future.isSuccess()) {
            loop.execute(() -> datagram.notConnected(future.cause()));
          }
        });
    return datagram;
  }

  /** Where a connection failed that was not made: only without a socket is that this server. */
  static FailurePlace place(@Nullable Throwable cause) {
    return cause instanceof ChannelException ? FailurePlace.HERE : FailurePlace.ON_THE_WAY;
  }

  /** What is wrong, without the address, which stands beside it anyway. */
  static String reason(@Nullable Throwable cause) {
    Throwable root = cause;
    while (root != null && root.getCause() != null && root instanceof ChannelException) {
      root = root.getCause();
    }
    String text = root == null ? "" : String.valueOf(root.getMessage());
    int colon = text.indexOf(": /");
    String plain = colon < 0 ? text : text.substring(0, colon);
    return cause instanceof ChannelException ? "no socket could be opened: " + plain : plain;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    var unused = context.writeAndFlush(Unpooled.wrappedBuffer(request));
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
    if (!ended && answer.received(ByteBufUtil.getBytes(packet.content()))) {
      abandon();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(FailurePlace.THERE, reason(cause));
  }

  private void notConnected(@Nullable Throwable cause) {
    fail(place(cause), reason(cause));
  }

  private void fail(FailurePlace place, String reason) {
    if (!ended) {
      abandon();
      answer.failed(place, reason);
    }
  }

  @Override
  public void abandon() {
    ended = true;
    if (timer != null) {
      timer.cancel(false);
    }
    // Where no socket could be opened there is no channel either, and nothing to close.
    if (connecting != null && connecting.channel().isRegistered()) {
      var unused = connecting.channel().close();
    }
  }
}
