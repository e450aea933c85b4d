package nomen.server.transport;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts connections: those that are open, and those of each client. Event loops share it; they
 * come here when a connection is accepted, when it is admitted and when it ends.
 *
 * <p>A tenth of the connections is kept for known clients, so that strangers who take all others
 * keep no secondary from its zones.
 */
final class ConnectionLimiter {
  /**
   * Connections above the limit that may be open for a moment: accepted, and not yet admitted or
   * turned away. Each has a descriptor.
   */
  static final int MAX_ENTERING = 64;

  /** One of how many connections is kept for known clients. */
  static final int KEPT_SHARE = 10;

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
  private final KnownClients known;
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger total = new AtomicInteger();
  private final AtomicInteger strangers = new AtomicInteger();
  private final ConcurrentHashMap<Client, Integer> perClient = new ConcurrentHashMap<>();

  ConnectionLimiter(TcpLimits limits, KnownClients known) {
    this.maxConnections = limits.maxConnections();
    this.maxPerClient = limits.maxConnectionsPerClient();
    this.known = known;
  }

  /** Counts an accepted connection; false, and not counted, if it must be closed at once. */
  boolean accept() {
    if (accepted.incrementAndGet() > maxConnections + MAX_ENTERING) {
      accepted.decrementAndGet();
      return false;
    }
    return true;
  }

  /** An accepted connection is closed. */
  void closed() {
    accepted.decrementAndGet();
  }

  /** Whether some connections are kept for this client. */
  boolean isKnown(ClientAddress address) {
    return known.contains(address);
  }

  /**
   * Counts a connection in, unless that is refused. One that is admitted is released later.
   *
   * @param isKnown as {@link #isKnown} said
   */
  Verdict admit(ClientAddress address, boolean isKnown) {
    if (total.incrementAndGet() > maxConnections) {
      total.decrementAndGet();
      return Verdict.TOO_MANY;
    }
    if (!isKnown && strangers.incrementAndGet() > maxStrangers()) {
      strangers.decrementAndGet();
      total.decrementAndGet();
      return Verdict.TOO_MANY;
    }
    int ofClient = perClient.merge(Client.of(address), 1, Integer::sum);
    if (ofClient > maxPerClient) {
      release(address, isKnown);
      return Verdict.TOO_MANY_OF_CLIENT;
    }
    return Verdict.ADMITTED;
  }

  private int maxStrangers() {
    return known.isEmpty() ? maxConnections : maxConnections - maxConnections / KEPT_SHARE;
  }

  /** Counts a connection out. */
  void release(ClientAddress address, boolean isKnown) {
    total.decrementAndGet();
    if (!isKnown) {
      strangers.decrementAndGet();
    }
    perClient.computeIfPresent(Client.of(address), (client, count) -> count > 1 ? count - 1 : null);
  }

  /** Connections that are admitted. */
  int open() {
    return total.get();
  }

  /** Clients that have a connection; for tests. */
  int clients() {
    return perClient.size();
  }
}
