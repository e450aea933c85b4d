package nomen.loadtest.plan;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Where requests go and where they come from.
 *
 * @param server the address and port asked
 * @param transport how
 * @param sources local addresses, of the server's family, that sockets are bound to in turn; empty:
 *     the system chooses
 * @param firstPort the first source port, or 0: the system chooses; sockets take this and the
 *     following ports
 * @param clients sockets or connections, 1 to {@link #MAX_CLIENTS}: each has a port of its own and
 *     acts as a client
 * @param bufferOctets what each socket asks of the kernel for sending and for receiving, or 0: as
 *     the system has it
 */
public record Target(
    InetSocketAddress server,
    Transport transport,
    List<InetAddress> sources,
    int firstPort,
    int clients,
    int bufferOctets) {
  /** The most sockets of a run. */
  public static final int MAX_CLIENTS = 60_000;

  /** Copies the list. */
  public Target {
    sources = List.copyOf(sources);
  }

  /** What carries the messages. */
  public enum Transport {
    /** Datagrams (RFC 1035 section 4.2.1). */
    UDP,
    /** Connections, kept open and pipelined (RFC 7766). */
    TCP
  }
}
