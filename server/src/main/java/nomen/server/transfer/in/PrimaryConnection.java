package nomen.server.transfer.in;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection to a primary: cuts what comes into messages (RFC 1035 section 4.2.2) and gives
 * them to the stream that uses it. What comes while none does closes it. Belongs to its loop's
 * thread.
 */
final class PrimaryConnection extends ChannelInboundHandlerAdapter {
  /** How long a handshake may take. */
  private static final int CONNECT_MILLIS = 5_000;

  private static final int LENGTH_OCTETS = 2;

  private final NettyPrimaryLink link;
  private final InetSocketAddress primary;
  private final ByteBuf received = Unpooled.buffer();
  private final ChannelFuture connecting;
  private @Nullable PrimaryStream user;
  private @Nullable Future<?> idleTimer;

  /** Connects. */
  PrimaryConnection(NettyPrimaryLink link, InetSocketAddress primary, PrimaryStream user) {
    this.link = link;
    this.primary = primary;
    this.user = user;
    connecting =
        new Bootstrap()
            .group(link.loop())
            .channelFactory(link.streams())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .handler(this)
            .connect(primary);
    connecting.addListener(
        future -> {
          if (!future.isSuccess()) {
            link.loop().execute(() -> notConnected(future.cause()));
          }
        });
  }

  InetSocketAddress primary() {
    return primary;
  }

  private Channel channel() {
    return connecting.channel();
  }

  boolean isOpen() {
    return channel().isActive();
  }

  /** Is used by another stream from now on, which sends its request. */
  void use(PrimaryStream next) {
    if (idleTimer != null) {
      idleTimer.cancel(false);
      idleTimer = null;
    }
    user = next;
    send(next.request());
  }

  private void send(byte[] request) {
    ByteBuf frame = channel().alloc().buffer(LENGTH_OCTETS + request.length);
    frame.writeShort(request.length);
    frame.writeBytes(request);
    var unused = channel().writeAndFlush(frame);
  }

  /** Is used by nobody from now on, and kept for the next. */
  void release() {
    user = null;
    if (received.isReadable()) {
      close();
    } else {
      reading(true);
      link.keep(this);
    }
  }

  void reading(boolean wanted) {
    channel().config().setAutoRead(wanted);
  }

  void closeAfter(long time, TimeUnit unit) {
    idleTimer = link.loop().schedule(this::close, time, unit);
  }

  void close() {
    user = null;
    // Where no socket could be opened there is no channel either, and nothing to close.
    if (channel().isRegistered()) {
      var unused = channel().close();
    }
  }

  private void notConnected(@Nullable Throwable cause) {
    end(PrimaryDatagram.place(cause), PrimaryDatagram.reason(cause));
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (user != null) {
      send(user.request());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf arrived = (ByteBuf) message;
    try {
      if (user == null) {
        close();
        return;
      }
      received.writeBytes(arrived);
    } finally {
      arrived.release();
    }
    PrimaryStream stream = user;
    while (user == stream && received.readableBytes() >= LENGTH_OCTETS) {
      int length = received.getUnsignedShort(received.readerIndex());
      if (received.readableBytes() < LENGTH_OCTETS + length) {
        break;
      }
      byte[] octets = new byte[length];
      received.skipBytes(LENGTH_OCTETS).readBytes(octets);
      stream.received(octets);
    }
    received.discardReadBytes();
    if (user == stream) {
      stream.progressed();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end(FailurePlace.THERE, "the connection was closed before the end of the answer");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    end(FailurePlace.THERE, PrimaryDatagram.reason(cause));
  }

  private void end(FailurePlace place, String reason) {
    link.closed(this);
    PrimaryStream stream = user;
    close();
    if (stream != null) {
      stream.lost(place, reason);
    }
  }
}
