package nomen.server.transport;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * Where and how to listen.
 *
 * @param addresses each is bound for UDP and for TCP; port 0 takes one that is free for both
 * @param eventLoops threads, 1 to 256
 * @param kind one that is available on this machine
 * @param closeMillis how long {@link DnsListeners#close} waits for answers on their way
 */
public record ListenerSettings(
    List<InetSocketAddress> addresses,
    int eventLoops,
    TransportKind kind,
    UdpSettings udp,
    TcpLimits tcp,
    int closeMillis) {
  private static final int MAX_EVENT_LOOPS = 256;
  private static final int DEFAULT_CLOSE_MILLIS = 2_000;

  /** Checks the ranges. */
  public ListenerSettings {
    addresses = List.copyOf(addresses);
    if (eventLoops < 1 || eventLoops > MAX_EVENT_LOOPS) {
      throw new IllegalArgumentException("eventLoops must be 1 to 256, not " + eventLoops);
    }
    if (closeMillis < 0) {
      throw new IllegalArgumentException("closeMillis must not be negative: " + closeMillis);
    }
    for (InetSocketAddress address : addresses) {
      if (address.isUnresolved()) {
        throw new IllegalArgumentException("not a numeric address: " + address);
      }
    }
  }

  /** Defaults for everything but the addresses and the number of threads. */
  public static ListenerSettings of(List<InetSocketAddress> addresses, int eventLoops) {
    return new ListenerSettings(
        addresses,
        eventLoops,
        TransportKind.best(),
        UdpSettings.DEFAULT,
        TcpLimits.DEFAULT,
        DEFAULT_CLOSE_MILLIS);
  }
}
