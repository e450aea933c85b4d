package nomen.server.transfer.in;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
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
      InetSocketAddress primary,
      byte[] request,
      int timeoutMillis,
      PrimaryLink.DatagramAnswer answer) {
    PrimaryDatagram datagram = new PrimaryDatagram(request, answer);
    datagram.timer =
        loop.schedule(
            () -> datagram.fail("no answer to a query for SOA in time"),
            timeoutMillis,
            TimeUnit.MILLISECONDS);
    datagram.connecting =
        new Bootstrap()
            .group(loop)
            .channel(NioDatagramChannel.class)
            .handler(datagram)
            .connect(primary);
    datagram.connecting.addListener(
        future -> {
          if (!future.isSuccess()) {
            loop.execute(() -> datagram.fail(reason(future.cause())));
          }
        });
    return datagram;
  }

  /** What is wrong, without the address, which stands beside it anyway. */
  static String reason(@Nullable Throwable cause) {
    String text = cause == null ? "" : String.valueOf(cause.getMessage());
    int colon = text.indexOf(": /");
    return colon < 0 ? text : text.substring(0, colon);
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
    fail(reason(cause));
  }

  private void fail(String reason) {
    if (!ended) {
      abandon();
      answer.failed(reason);
    }
  }

  @Override
  public void abandon() {
    ended = true;
    if (timer != null) {
      timer.cancel(false);
    }
    if (connecting != null) {
      var unused = connecting.channel().close();
    }
  }
}
