package nomen.server.metrics;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.concurrent.TimeUnit;
import nomen.server.logging.LogCategory;
import nomen.store.logging.LimitedLine;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Serves metrics over HTTP at {@code /metrics}, on a thread of its own that waits for no client.
 *
 * <p>Clients that ask at nearly the same time get the same body, so that neither slow clients nor
 * many of them make the server hold more than {@link #MAX_BODIES} of them.
 */
public final class MetricsEndpoint implements AutoCloseable {
  /** Connections at a time; for a further one, that is closed which did nothing for longest. */
  public static final int MAX_CONNECTIONS = 64;

  /**
   * Different bodies that clients are taking; for a further one, those of the oldest are closed.
   */
  public static final int MAX_BODIES = 4;

  /** How long a body is given to those who ask later, while somebody is still taking it. */
  static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final LimitedLine FAILED = LogCategory.SERVER.limited(Level.ERROR);
  private static final int CLOSE_MILLIS = 500;

  /** A body, and how many connections are taking it. */
  static final class Body {
    final byte[] octets;
    final long madeNanos;
    int takers;

    Body(byte[] octets, long madeNanos) {
      this.octets = octets;
      this.madeNanos = madeNanos;
    }
  }

  /** Prints all metrics in the text format of Prometheus. */
  @FunctionalInterface
  interface Printer {
    /** Prints what they are now. */
    void print(OutputStream out) throws IOException;
  }

  private final Printer metrics;
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("metrics", true), NioIoHandler.newFactory());
  private final LinkedHashSet<MetricsConnection> connections = new LinkedHashSet<>();
  private final ArrayDeque<Body> bodies = new ArrayDeque<>();
  private int port;

  private MetricsEndpoint(Printer metrics) {
    this.metrics = metrics;
  }

  private void listen(InetSocketAddress address) throws IOException {
    ChannelFuture binding =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel
                        .pipeline()
                        .addLast(new MetricsConnection(MetricsEndpoint.this, channel));
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
    @Nullable Throwable failure = binding.cause();
    if (failure != null) {
      close();
      throw new IOException(
          "metrics cannot be served at " + address + ": " + failure.getMessage(), failure);
    }
    port = ((InetSocketAddress) binding.channel().localAddress()).getPort();
  }

  /**
   * Starts to serve.
   *
   * @throws IOException if the address cannot be listened on
   */
  public static MetricsEndpoint open(InetSocketAddress address, ServerMetrics metrics)
      throws IOException {
    return open(address, metrics::print);
  }

  static MetricsEndpoint open(InetSocketAddress address, Printer metrics) throws IOException {
    MetricsEndpoint endpoint = new MetricsEndpoint(metrics);
    endpoint.listen(address);
    return endpoint;
  }

  /** The port that it listens on. */
  public int port() {
    return port;
  }

  // ---- for the connections, on the thread that serves them ----

  /** A connection is there. */
  void enter(MetricsConnection connection) {
    if (connections.size() >= MAX_CONNECTIONS) {
      connections.getFirst().end();
    }
    connections.addLast(connection);
  }

  /** Its client did something. */
  void progress(MetricsConnection connection) {
    if (connections.contains(connection)) {
      connections.addLast(connection);
    }
  }

  /** It is gone. */
  void leave(MetricsConnection connection) {
    connections.remove(connection);
  }

  /**
   * The metrics in text. It is given back by {@link #taken}.
   *
   * @throws IOException if they cannot be read
   */
  Body take() throws IOException {
    long now = System.nanoTime();
    Body newest = bodies.peekLast();
    if (newest == null || now - newest.madeNanos > FRESH_NANOS) {
      if (bodies.size() >= MAX_BODIES) {
        endTakersOf(bodies.getFirst());
      }
      newest = new Body(read(), now);
      bodies.addLast(newest);
    }
    newest.takers++;
    return newest;
  }

  private void endTakersOf(Body body) {
    for (MetricsConnection connection : connections.toArray(MetricsConnection[]::new)) {
      if (connection.takes(body)) {
        connection.end();
      }
    }
  }

  private byte[] read() throws IOException {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      metrics.print(out);
      return out.toByteArray();
    } catch (IOException | RuntimeException e) {
      if (FAILED.isDue()) {
        FAILED.line().setCause(e).log("metrics cannot be read");
      }
      throw new IOException(e);
    }
  }

  /** A connection has taken a body, or is gone. */
  void taken(Body body) {
    body.takers--;
    if (body.takers == 0) {
      bodies.remove(body);
    }
  }

  @Override
  public void close() {
    group
        .shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(2 * CLOSE_MILLIS);
  }
}
