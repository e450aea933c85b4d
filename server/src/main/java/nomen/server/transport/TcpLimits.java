package nomen.server.transport;

/**
 * What one client, and all of them, may take of the server by stream (RFC 7766 section 6, RFC 5966
 * before it).
 *
 * @param maxConnections open connections in all, at least 1
 * @param maxConnectionsPerClient open connections of one IPv4 address or one IPv6 /64, at least 1
 * @param maxOutstanding requests of one connection that wait for a later answer; when there are
 *     more the server stops reading from it until some are answered
 * @param maxUnsentOctets octets of answers of one connection that the client has not taken; when
 *     there are more the server stops reading from it
 * @param idleTimeoutMillis how long a connection may stay open with nothing asked
 * @param requestTimeoutMillis how long a message may take from its first octet to its last
 * @param writeTimeoutMillis how long the client may take none of the answers that wait for it
 * @param backlog connections that wait in the kernel to be taken
 * @param maxBufferedOctets octets that all connections together may hold, of requests that are not
 *     complete and of responses that their clients have not taken; above it those are closed that
 *     hold most for longest
 */
public record TcpLimits(
    int maxConnections,
    int maxConnectionsPerClient,
    int maxOutstanding,
    int maxUnsentOctets,
    int idleTimeoutMillis,
    int requestTimeoutMillis,
    int writeTimeoutMillis,
    int backlog,
    long maxBufferedOctets) {
  /** What a server uses if it is told nothing. */
  public static final TcpLimits DEFAULT =
      new TcpLimits(2_000, 200, 100, 256 * 1024, 10_000, 5_000, 5_000, 256);

  /** Limits that leave it to the memory of this process how much all connections may hold. */
  public TcpLimits(
      int maxConnections,
      int maxConnectionsPerClient,
      int maxOutstanding,
      int maxUnsentOctets,
      int idleTimeoutMillis,
      int requestTimeoutMillis,
      int writeTimeoutMillis,
      int backlog) {
    this(
        maxConnections,
        maxConnectionsPerClient,
        maxOutstanding,
        maxUnsentOctets,
        idleTimeoutMillis,
        requestTimeoutMillis,
        writeTimeoutMillis,
        backlog,
        BufferedOctets.defaultLimit());
  }

  /** Checks the ranges. */
  public TcpLimits {
    requirePositive(maxConnections, "maxConnections");
    requirePositive(maxConnectionsPerClient, "maxConnectionsPerClient");
    requirePositive(maxOutstanding, "maxOutstanding");
    requirePositive(maxUnsentOctets, "maxUnsentOctets");
    requirePositive(idleTimeoutMillis, "idleTimeoutMillis");
    requirePositive(requestTimeoutMillis, "requestTimeoutMillis");
    requirePositive(writeTimeoutMillis, "writeTimeoutMillis");
    requirePositive(backlog, "backlog");
    if (maxBufferedOctets < 1) {
      throw new IllegalArgumentException(
          "maxBufferedOctets must be at least 1, not " + maxBufferedOctets);
    }
  }

  private static void requirePositive(int value, String name) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, not " + value);
    }
  }
}
