package nomen.server.transfer.in;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The network as it is, on one event loop. A connection that has brought a transfer to its end
 * stays open for a while (RFC 7766 section 6.2.1): the next NOTIFY needs no handshake then.
 */
final class NettyPrimaryLink implements PrimaryLink {
  /** How long an idle connection is kept; servers close theirs after about as long. */
  static final long KEEP_IDLE_MILLIS = 8_000;

  /** The most idle connections that are kept, one for a primary. */
  static final int MAX_IDLE = 64;

  private final EventLoop loop;
  private final ChannelFactory<? extends Channel> streams;
  private final ChannelFactory<? extends Channel> datagrams;
  private final Map<InetSocketAddress, PrimaryConnection> idle = new HashMap<>();

  NettyPrimaryLink(EventLoop loop) {
    this(loop, NioSocketChannel::new, NioDatagramChannel::new);
  }

  /**
   * With sockets of another making.
   *
   * @param streams opens TCP sockets
   * @param datagrams opens UDP sockets
   */
  NettyPrimaryLink(
      EventLoop loop,
      ChannelFactory<? extends Channel> streams,
      ChannelFactory<? extends Channel> datagrams) {
    this.loop = loop;
    this.streams = streams;
    this.datagrams = datagrams;
  }

  @Override
  public Pending askByDatagram(
      InetSocketAddress primary, byte[] request, int timeoutMillis, DatagramAnswer answer) {
    return PrimaryDatagram.ask(loop, datagrams, primary, request, timeoutMillis, answer);
  }

  @Override
  public Stream askByStream(
      InetSocketAddress primary, byte[] request, int idleMillis, StreamAnswer answer) {
    PrimaryStream stream = new PrimaryStream(this, primary, request, idleMillis, answer);
    PrimaryConnection kept = idle.remove(primary);
    if (kept != null && kept.isOpen()) {
      stream.beginOn(kept);
    } else {
      stream.begin();
    }
    return stream;
  }

  ChannelFactory<? extends Channel> streams() {
    return streams;
  }

  EventLoop loop() {
    return loop;
  }

  /** Keeps a connection that nobody uses, or closes it. */
  void keep(PrimaryConnection connection) {
    if (!connection.isOpen()
        || idle.size() >= MAX_IDLE && !idle.containsKey(connection.primary())) {
      connection.close();
      return;
    }
    PrimaryConnection other = idle.put(connection.primary(), connection);
    if (other != null) {
      other.close();
    }
    connection.closeAfter(KEEP_IDLE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** A connection has closed. */
  void closed(PrimaryConnection connection) {
    idle.remove(connection.primary(), connection);
  }
}
