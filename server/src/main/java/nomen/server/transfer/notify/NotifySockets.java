package nomen.server.transfer.notify;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets that requests to other servers leave by, one for each family of addresses, each at a
 * port that the system chose.
 */
final class NotifySockets {
  /** Takes what comes back, on the loop. */
  @FunctionalInterface
  interface Receiver {
    /**
     * A datagram came.
     *
     * @param octets of it, the receiver's own
     */
    void received(byte[] octets, InetSocketAddress from);
  }

  private static final Logger LOG = LoggerFactory.getLogger(NotifySockets.class);
  private static final String NO_FAMILY = "this machine has no addresses of that family";

  private final @Nullable Channel ipv4;
  private final @Nullable Channel ipv6;

  /**
   * Opens them.
   *
   * @throws IOException if there are none of either family
   */
  NotifySockets(EventLoop loop, Receiver receiver) throws IOException {
    ipv4 = open(loop, receiver, SocketProtocolFamily.INET, "0.0.0.0");
    ipv6 = open(loop, receiver, SocketProtocolFamily.INET6, "::");
    if (ipv4 == null && ipv6 == null) {
      throw new IOException("no socket for NOTIFY could be opened");
    }
  }

  /** What a loop for these sockets does its I/O with; epoll keeps time more exactly. */
  static IoHandlerFactory ioHandler() {
    return Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
  }

  private static boolean isEpoll(EventLoop loop) {
    return loop instanceof IoEventLoop io && io.isIoType(EpollIoHandler.class);
  }

  private static @Nullable Channel open(
      EventLoop loop, Receiver receiver, SocketProtocolFamily family, String any) {
    ChannelFactory<Channel> channels =
        isEpoll(loop)
            ? () -> new EpollDatagramChannel(family)
            : () -> new NioDatagramChannel(family);
    var bound =
        new Bootstrap()
            .group(loop)
            .channelFactory(channels)
            .handler(new Inbound(receiver))
            .bind(InetAddress.ofLiteral(any), 0)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      LOG.atInfo()
          .addKeyValue("family", family)
          .addKeyValue("reason", bound.cause())
          .log("NOTIFY cannot be sent over this family of addresses");
      return null;
    }
    return bound.channel();
  }

  /**
   * Sends a datagram. On the loop.
   *
   * @param failed is told why it could not be sent
   */
  void send(byte[] octets, InetSocketAddress to, Consumer<String> failed) {
    Channel channel = to.getAddress() instanceof Inet6Address ? ipv6 : ipv4;
    if (channel == null) {
      failed.accept(NO_FAMILY);
      return;
    }
    channel
        .writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(octets), to))
        .addListener(
            sent -> {
              if (!sent.isSuccess()) {
                failed.accept(String.valueOf(sent.cause().getMessage()));
              }
            });
  }

  void close() {
    close(ipv4);
    close(ipv6);
  }

  private static void close(@Nullable Channel channel) {
    if (channel != null) {
      channel.close().awaitUninterruptibly();
    }
  }

  private static final class Inbound extends ChannelInboundHandlerAdapter {
    private final Receiver receiver;

    Inbound(Receiver receiver) {
      this.receiver = receiver;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      DatagramPacket packet = (DatagramPacket) message;
      try {
        byte[] octets = new byte[packet.content().readableBytes()];
        packet.content().readBytes(octets);
        receiver.received(octets, packet.sender());
      } finally {
        packet.release();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      // A port that nobody listens on, or a defect: neither ends the socket.
      LOG.atDebug().setCause(cause).log("datagram of NOTIFY failed");
    }
  }
}
