package nomen.server;

import java.time.Duration;
import nomen.server.config.Configuration;
import nomen.server.config.TcpSettings;
import nomen.server.config.UdpSettings;
import nomen.server.config.UdpTransport;
import nomen.server.logging.LogCategory;
import nomen.server.transport.ListenerSettings;
import nomen.server.transport.OpenFiles;
import nomen.server.transport.TcpLimits;
import nomen.server.transport.TransportKind;

/** What a configuration means for sockets and threads on this machine. */
final class ListenerPlan {
  private static final int MAX_EVENT_LOOPS = 256;

  private ListenerPlan() {}

  /**
   * The plan.
   *
   * @throws StartFailedException if the transport that is asked for does not work here
   */
  static ListenerSettings of(Configuration configuration) throws StartFailedException {
    ListenerSettings defaults =
        ListenerSettings.of(
            configuration.server().listen(), eventLoops(configuration.server().eventLoops()));
    return new ListenerSettings(
        defaults.addresses(),
        defaults.eventLoops(),
        kind(configuration.udp().transport()),
        udp(configuration.udp()),
        tcp(
            configuration.tcp(),
            ConnectionPlan.maxConnections(configuration, defaults.eventLoops(), OpenFiles.now())),
        defaults.closeMillis());
  }

  private static int eventLoops(int configured) {
    int cores = Runtime.getRuntime().availableProcessors();
    return configured > 0 ? configured : Math.min(cores, MAX_EVENT_LOOPS);
  }

  private static TransportKind kind(UdpTransport configured) throws StartFailedException {
    return switch (configured) {
      case AUTO -> fallBack(TransportKind.LINUX_BATCH, TransportKind.best());
      case NATIVE -> {
        if (!TransportKind.LINUX_BATCH.isAvailable()) {
          throw new StartFailedException(
              "udp.transport is \"native\", which does not work on this machine; allowed here:"
                  + " \"auto\" or \"netty\" ("
                  + TransportKind.LINUX_BATCH.unavailable()
                  + ")");
        }
        yield TransportKind.LINUX_BATCH;
      }
      case NETTY ->
          fallBack(
              TransportKind.NETTY_EPOLL,
              TransportKind.NETTY_EPOLL.isAvailable()
                  ? TransportKind.NETTY_EPOLL
                  : TransportKind.NETTY_NIO);
    };
  }

  /** Says why a server is slower than it could be: a library that cannot be unpacked, perhaps. */
  private static TransportKind fallBack(TransportKind wanted, TransportKind taken) {
    if (taken != wanted) {
      LogCategory.SERVER
          .logger()
          .atWarn()
          .addKeyValue("transport", taken.description())
          .addKeyValue("instead-of", wanted.description())
          .addKeyValue("reason", wanted.unavailable())
          .log("a slower transport is used");
    }
    return taken;
  }

  private static nomen.server.transport.UdpSettings udp(UdpSettings settings) {
    nomen.server.transport.UdpSettings defaults = nomen.server.transport.UdpSettings.DEFAULT;
    return new nomen.server.transport.UdpSettings(
        settings.batch(),
        defaults.batchesPerWakeUp(),
        settings.gather(),
        settings.segmentation(),
        settings.receiveBuffer().octetsAsInt(),
        settings.sendBuffer().octetsAsInt(),
        defaults.sendWaitMillis());
  }

  private static TcpLimits tcp(TcpSettings settings, int maxConnections) {
    TcpLimits defaults = TcpLimits.DEFAULT;
    return new TcpLimits(
        maxConnections,
        settings.maxConnectionsPerClient(),
        settings.maxPipelined(),
        defaults.maxUnsentOctets(),
        millis(settings.idleTimeout()),
        defaults.requestTimeoutMillis(),
        millis(settings.writeTimeout()),
        defaults.backlog(),
        settings.maxBuffered() == null
            ? defaults.maxBufferedOctets()
            : settings.maxBuffered().octets());
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
