package nomen.server.transport;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts open connections, in all and of each client. Event loops share it; they come here once
 * when a connection opens and once when it ends.
 */
final class ConnectionLimiter {
  /** What became of a wish to connect. */
  enum Verdict {
    ADMITTED,
    TOO_MANY,
    TOO_MANY_OF_CLIENT
  }

  /** An IPv4 address, or the /64 that one IPv6 host can pick its addresses from. */
  private record Client(long high, long low) {
    static Client of(ClientAddress address) {
      return address.length() == ClientAddress.IPV6_OCTETS
          ? new Client(address.high(), 0)
          : new Client(0, address.low());
    }
  }

  private final int maxConnections;
  private final int maxPerClient;
  private final AtomicInteger total = new AtomicInteger();
  private final ConcurrentHashMap<Client, Integer> perClient = new ConcurrentHashMap<>();

  ConnectionLimiter(TcpLimits limits) {
    this.maxConnections = limits.maxConnections();
    this.maxPerClient = limits.maxConnectionsPerClient();
  }

  /** Counts a connection in, unless that is refused. Who is admitted is released later. */
  Verdict admit(ClientAddress address) {
    if (total.incrementAndGet() > maxConnections) {
      total.decrementAndGet();
      return Verdict.TOO_MANY;
    }
    int ofClient = perClient.merge(Client.of(address), 1, Integer::sum);
    if (ofClient > maxPerClient) {
      release(address);
      return Verdict.TOO_MANY_OF_CLIENT;
    }
    return Verdict.ADMITTED;
  }

  /** Counts a connection out. */
  void release(ClientAddress address) {
    total.decrementAndGet();
    perClient.computeIfPresent(Client.of(address), (client, count) -> count > 1 ? count - 1 : null);
  }

  /** Clients that have a connection; for tests. */
  int clients() {
    return perClient.size();
  }
}
