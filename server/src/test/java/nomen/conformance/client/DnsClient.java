package nomen.conformance.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

/** Sends octets to one server and waits a bounded time for octets to come back. */
public final class DnsClient implements AutoCloseable {
  private final InetSocketAddress server;
  private final int timeoutMillis;
  private final int attempts;
  private final DatagramSocket udp;

  /** A client with a UDP socket of its own that asks once. */
  public DnsClient(InetSocketAddress server, Duration timeout) throws IOException {
    this(server, timeout, 1);
  }

  /** A client with a UDP socket of its own that asks again when there is no reply. */
  public DnsClient(InetSocketAddress server, Duration timeout, int attempts) throws IOException {
    this.server = server;
    this.attempts = attempts;
    this.timeoutMillis = Math.toIntExact(timeout.toMillis());
    this.udp = new DatagramSocket();
    udp.connect(server);
    udp.setSoTimeout(timeoutMillis);
  }

  /** Nothing came back in time. */
  public static final class NoReply extends IOException {
    private static final long serialVersionUID = 1;

    NoReply(Throwable cause) {
      super("no reply", cause);
    }
  }

  /**
   * Sends one query over UDP and waits for the reply with its ID.
   *
   * @throws NoReply if there is none after as many attempts as this client makes
   */
  public Reply ask(QueryOctets query) throws IOException {
    return ask(query.octets());
  }

  /**
   * Sends octets over UDP and waits for the reply with their ID.
   *
   * @throws NoReply if there is none after as many attempts as this client makes
   */
  public Reply ask(byte[] octets) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return askOnce(octets);
      } catch (NoReply silent) {
        if (attempt >= attempts) {
          throw silent;
        }
      }
    }
  }

  /** The same for a signed query, whose ID may have been changed behind its signature. */
  public Reply ask(SignedQuery query) throws IOException {
    return askOnce(query.octets());
  }

  private Reply askOnce(byte[] octets) throws IOException {
    send(octets);
    while (true) {
      byte[] reply = receive();
      if (reply.length >= 2 && reply[0] == octets[0] && reply[1] == octets[1]) {
        return new Reply(reply);
      }
    }
  }

  /** Sends one datagram. */
  public void send(byte[] octets) throws IOException {
    udp.send(new DatagramPacket(octets, octets.length));
  }

  /** The next datagram that comes back. */
  public byte[] receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
    try {
      udp.receive(packet);
    } catch (SocketTimeoutException | java.net.PortUnreachableException silent) {
      throw new NoReply(silent);
    }
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  /**
   * What comes back for octets that a server may leave unanswered: the octets, or nothing. A good
   * query follows on the same socket, so that its reply marks the end of the wait.
   */
  public java.util.Optional<Reply> askAnyOctets(byte[] octets, QueryOctets good)
      throws IOException {
    send(octets);
    byte[] marker = good.octets();
    send(marker);
    byte[] first = receive();
    if (first[0] == marker[0] && first[1] == marker[1]) {
      return java.util.Optional.empty();
    }
    byte[] second = receive();
    if (second[0] != marker[0] || second[1] != marker[1]) {
      throw new IOException("neither reply belongs to the good query");
    }
    return java.util.Optional.of(new Reply(first));
  }

  /** Sends one query over a TCP connection of its own. */
  public Reply askOverTcp(QueryOctets query) throws IOException {
    return askOverTcp(query.octets());
  }

  /** Sends octets over a TCP connection of their own. */
  public Reply askOverTcp(byte[] octets) throws IOException {
    try (TcpConnection connection = connect()) {
      connection.send(octets);
      return new Reply(connection.receive());
    }
  }

  /** Sends one signed query over a TCP connection of its own. */
  public Reply askOverTcp(SignedQuery query) throws IOException {
    try (TcpConnection connection = connect()) {
      connection.send(query.octets());
      return new Reply(connection.receive());
    }
  }

  /** Opens a TCP connection. */
  public TcpConnection connect() throws IOException {
    return new TcpConnection(server, timeoutMillis);
  }

  @Override
  public void close() {
    udp.close();
  }

  /** Exactly {@code count} octets of a stream. */
  static byte[] exactly(InputStream in, int count) throws IOException {
    byte[] octets = in.readNBytes(count);
    if (octets.length < count) {
      throw new EOFException("the server closed after " + octets.length + " of " + count);
    }
    return octets;
  }
}
