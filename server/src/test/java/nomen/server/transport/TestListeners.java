package nomen.server.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Settings that the tests of the listeners share. */
final class TestListeners {
  static final TcpLimits PATIENT =
      new TcpLimits(100, 100, 100, 1 << 20, 60_000, 60_000, 60_000, 64);

  private TestListeners() {}

  /** Every way to the network that works here. */
  static Stream<TransportKind> kinds() {
    return Arrays.stream(TransportKind.values()).filter(TransportKind::isAvailable);
  }

  static ListenerSettings settings(TransportKind kind, int loops, TcpLimits tcp, String... hosts) {
    List<InetSocketAddress> addresses =
        Arrays.stream(hosts).map(host -> new InetSocketAddress(numeric(host), 0)).toList();
    return new ListenerSettings(addresses, loops, kind, UdpSettings.DEFAULT, tcp, 2_000);
  }

  static DnsListeners bind(ListenerSettings settings, RequestHandler handler) throws IOException {
    return bind(settings, handler, TransportClock.SYSTEM);
  }

  static DnsListeners bind(ListenerSettings settings, RequestHandler handler, TransportClock clock)
      throws IOException {
    return DnsListeners.bind(settings, loop -> handler, clock);
  }

  static DnsListeners bind(TransportKind kind, RequestHandler handler, String... hosts)
      throws IOException {
    return bind(settings(kind, 1, PATIENT, hosts), handler);
  }

  static InetAddress numeric(String host) {
    return InetAddress.ofLiteral(host);
  }

  static InetSocketAddress at(String host, DnsListeners listeners) {
    return new InetSocketAddress(numeric(host), listeners.addresses().getFirst().getPort());
  }
}
