package nomen.server.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoEventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nomen.server.logging.LogCategory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * All sockets of a server and the event loops that serve them.
 *
 * <p>Each address is bound for UDP and TCP, with one UDP socket per event loop where the system can
 * share a port. Either all are bound or none. {@link #close} takes nothing new, lets answers on
 * their way go out for a bounded time, and ends the threads.
 */
public final class DnsListeners implements AutoCloseable {
  private static final Logger LOG = LogCategory.SERVER.logger();

  /** Tries to find a port that is free for both TCP and UDP, when the caller leaves the choice. */
  private static final int PORT_TRIES = 16;

  private static final int STREAM_READ_OCTETS = 2_048;
  private static final int STREAM_MAX_READ_OCTETS = 16_384;
  private static final IntegerUnixChannelOption IPV6_V6ONLY =
      new IntegerUnixChannelOption("IPV6_V6ONLY", 41, 26);

  private final ListenerSettings settings;
  private final IoLoops loops;
  private final ConnectionLimiter limiter;
  private final BufferedOctets buffered;
  private final ChannelGroup listeners = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final List<InetSocketAddress> addresses = new ArrayList<>();
  private boolean closed;

  private DnsListeners(
      ListenerSettings settings,
      RequestHandlerFactory handlers,
      TransportClock clock,
      KnownClients known) {
    this.settings = settings;
    this.limiter = new ConnectionLimiter(settings.tcp(), known);
    this.buffered = new BufferedOctets(settings.tcp().maxBufferedOctets());
    this.loops = new IoLoops(settings.kind(), settings.eventLoops(), handlers, clock, buffered);
  }

  /**
   * Binds all addresses and starts to serve them.
   *
   * @param handlers makes the request handler of each event loop
   * @param clock whose nanoseconds pass as those of {@link System#nanoTime} do
   * @throws BindFailedException if an address cannot be bound; then none is
   */
  public static DnsListeners bind(
      ListenerSettings settings, RequestHandlerFactory handlers, TransportClock clock)
      throws IOException {
    return bind(settings, handlers, clock, KnownClients.NONE);
  }

  /**
   * As the other, with connections kept for some clients.
   *
   * @param known the clients that some connections are kept for
   */
  public static DnsListeners bind(
      ListenerSettings settings,
      RequestHandlerFactory handlers,
      TransportClock clock,
      KnownClients known)
      throws IOException {
    DnsListeners listeners = new DnsListeners(settings, handlers, clock, known);
    try {
      for (InetSocketAddress address : settings.addresses()) {
        listeners.addresses.add(listeners.bindBoth(address));
      }
      return listeners;
    } catch (Throwable failure) {
      listeners.close();
      throw failure;
    }
  }

  /** The addresses that are served, in the order in which they were given, with their ports. */
  public List<InetSocketAddress> addresses() {
    return List.copyOf(addresses);
  }

  /** How the datagrams get in and out. */
  public TransportKind kind() {
    return settings.kind();
  }

  /** The counters of each event loop. */
  public List<TransportCounters> counters() {
    return loops.counters();
  }

  /** One counter, summed over all event loops. */
  public long total(TransportCounter counter) {
    return counters().stream().mapToLong(counters -> counters.get(counter)).sum();
  }

  /** Octets that all connections have in memory now: see {@link TcpLimits#maxBufferedOctets}. */
  public long bufferedOctets() {
    return buffered.total();
  }

  // ---- binding ----

  private InetSocketAddress bindBoth(InetSocketAddress wanted) throws IOException {
    for (int attempt = 1; ; attempt++) {
      // Streams first: their port cannot be shared, so another server's address is noticed.
      Channel stream = bindStream(wanted);
      InetSocketAddress bound = (InetSocketAddress) stream.localAddress();
      List<Channel> datagrams = new ArrayList<>();
      try {
        InetSocketAddress same = new InetSocketAddress(wanted.getAddress(), bound.getPort());
        int sockets = settings.kind().sharesPorts() ? loops.count() : 1;
        for (int i = 0; i < sockets; i++) {
          datagrams.add(bindDatagrams(same, i));
        }
        listeners.add(stream);
        listeners.addAll(datagrams);
        return same;
      } catch (BindFailedException failure) {
        stream.close().syncUninterruptibly();
        datagrams.forEach(channel -> channel.close().syncUninterruptibly());
        if (wanted.getPort() != 0 || attempt == PORT_TRIES) {
          throw failure;
        }
      }
    }
  }

  private Channel bindStream(InetSocketAddress address) throws BindFailedException {
    boolean epoll = settings.kind() != TransportKind.NETTY_NIO;
    boolean ipv6 = address.getAddress() instanceof Inet6Address;
    SocketProtocolFamily family = family(ipv6);
    TcpLimits limits = settings.tcp();
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops.group())
            .channelFactory(
                () ->
                    epoll
                        ? new EpollServerSocketChannel(family)
                        : new NioServerSocketChannel(SelectorProvider.provider(), family))
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, limits.backlog())
            .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(limits.maxUnsentOctets() / 2, limits.maxUnsentOctets()))
            .handler(new Acceptance(limiter, loops, OpenFiles.now()))
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    connections.add(channel);
                    channel
                        .config()
                        .setRecvByteBufAllocator(
                            new AdaptiveRecvByteBufAllocator(
                                STREAM_READ_OCTETS, STREAM_READ_OCTETS, STREAM_MAX_READ_OCTETS));
                    channel
                        .pipeline()
                        .addLast(
                            new TcpConnection(
                                loops.requestLoop(channel.eventLoop()), limits, limiter, channel));
                  }
                });
    if (epoll && ipv6) {
      bootstrap.option(IPV6_V6ONLY, 1);
    }
    return bound(bootstrap.bind(address), Transport.TCP, address);
  }

  private Channel bindDatagrams(InetSocketAddress address, int loopIndex)
      throws BindFailedException {
    IoEventLoop eventLoop = loops.eventLoop(loopIndex);
    RequestLoop requestLoop = loops.requestLoop(loopIndex);
    boolean ipv6 = address.getAddress() instanceof Inet6Address;
    UdpSettings udp = settings.udp();
    Bootstrap bootstrap = new Bootstrap().group(eventLoop);
    switch (settings.kind()) {
      case LINUX_BATCH -> {
        bootstrap.channelFactory(
            () -> new BatchDatagramChannel(ipv6, loops.count() > 1, udp, requestLoop));
        bootstrap.handler(new BatchDatagramHandler(requestLoop));
      }
      case NETTY_EPOLL -> {
        SocketProtocolFamily family = family(ipv6);
        bootstrap.channelFactory(() -> new EpollDatagramChannel(family));
        bootstrap.option(UnixChannelOption.SO_REUSEPORT, loops.count() > 1);
        if (ipv6) {
          bootstrap.option(IPV6_V6ONLY, 1);
        }
        prepareStock(bootstrap, requestLoop);
      }
      case NETTY_NIO -> {
        SocketProtocolFamily family = family(ipv6);
        bootstrap.channelFactory(() -> new NioDatagramChannel(family));
        prepareStock(bootstrap, requestLoop);
      }
    }
    return bound(bootstrap.bind(address), Transport.UDP, address);
  }

  private static SocketProtocolFamily family(boolean ipv6) {
    return ipv6 ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET;
  }

  private void prepareStock(Bootstrap bootstrap, RequestLoop requestLoop) {
    UdpSettings udp = settings.udp();
    bootstrap.option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT);
    bootstrap.option(ChannelOption.WRITE_BUFFER_WATER_MARK, LateDatagram.UNSENT_LIMITS);
    if (udp.receiveBufferOctets() > 0) {
      bootstrap.option(ChannelOption.SO_RCVBUF, udp.receiveBufferOctets());
    }
    if (udp.sendBufferOctets() > 0) {
      bootstrap.option(ChannelOption.SO_SNDBUF, udp.sendBufferOctets());
    }
    bootstrap.handler(
        new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel channel) {
            channel
                .config()
                .setRecvByteBufAllocator(
                    new FixedRecvByteBufAllocator(Exchange.MAX_MESSAGE_OCTETS));
            channel.pipeline().addLast(new StockDatagramHandler(requestLoop, channel));
          }
        });
  }

  private static Channel bound(
      ChannelFuture binding, Transport transport, InetSocketAddress address)
      throws BindFailedException {
    binding.awaitUninterruptibly();
    @Nullable Throwable failure = binding.cause();
    if (failure != null) {
      binding.channel().close().awaitUninterruptibly();
      throw new BindFailedException(transport, address, failure);
    }
    return binding.channel();
  }

  // ---- closing ----

  /** Closes everything; a second call does nothing. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(settings.closeMillis());
    listeners.close().awaitUninterruptibly(remaining(deadline), TimeUnit.NANOSECONDS);
    for (Channel channel : connections) {
      TcpConnection connection = channel.pipeline().get(TcpConnection.class);
      if (connection != null) {
        LoopTasks.run(channel.eventLoop(), connection::end);
      }
    }
    connections.newCloseFuture().awaitUninterruptibly(remaining(deadline), TimeUnit.NANOSECONDS);
    // Not waited for: a loop that is stuck would never do it, and the others do it at their end.
    var unused = connections.close();
    if (!loops.close(settings.closeMillis())) {
      LOG.atWarn()
          .addKeyValue("millis", settings.closeMillis())
          .log("an event loop did not end in time");
    }
  }

  private static long remaining(long deadline) {
    return Math.max(0, deadline - System.nanoTime());
  }
}
