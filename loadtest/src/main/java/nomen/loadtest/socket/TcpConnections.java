package nomen.loadtest.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * TCP clients: connections that are kept open and pipelined (RFC 7766 section 6.2.1.1), each
 * message with its length before it (RFC 1035 section 4.2.2). What is staged for a connection in a
 * row is one write; what a read brings is taken apart.
 *
 * <p>A connection that is gone is made anew: at once if it has answered anything, or else a little
 * later, so that a server that takes no connections is not asked for ever more of them.
 *
 * <p>The time of sending is taken before the write that a request is part of, the time of receipt
 * after the read that brought the last octet of an answer. An answer may have lain in the socket
 * for one turn of the worker before that.
 */
public final class TcpConnections implements Exchange {
  /** So long may the first connections take. */
  private static final long CONNECT_NANOS = 5_000_000_000L;

  private static final int READ_OCTETS = 1 << 18;
  private static final long NEVER = Long.MAX_VALUE;

  private final List<Connection> connections = new ArrayList<>();
  private final SelectorWait wait;
  private final StagedMessages staged;
  private final ByteBuffer received = ByteBuffer.allocateDirect(READ_OCTETS);
  private final Consumer<SelectionKey> serve = this::serve;
  private @Nullable ExchangeEvents events;
  private int gone;
  private int answerAt;
  private int answerLength;

  /**
   * Connects.
   *
   * @param server what is connected to
   * @param locals what connections are bound to, one for each; port 0 lets the kernel choose
   * @param bufferOctets what each asks of the kernel for sending and for receiving, or 0
   * @param batch messages that are sent together at most
   * @throws IOException naming the connection that could not be made; none is left open
   */
  public TcpConnections(
      InetSocketAddress server, List<InetSocketAddress> locals, int bufferOctets, int batch)
      throws IOException {
    staged = new StagedMessages(batch, true);
    wait = new SelectorWait();
    try {
      for (InetSocketAddress local : locals) {
        Connection connection = new Connection(connections.size(), server, local, bufferOctets);
        connections.add(connection);
        connect(connection, server);
      }
      awaitConnections(server);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private void connect(Connection connection, InetSocketAddress server) throws IOException {
    try {
      connection.connect(wait.selector());
    } catch (IOException e) {
      throw failure(connection, server, String.valueOf(e.getMessage()), e);
    }
  }

  private void awaitConnections(InetSocketAddress server) throws IOException {
    long end = System.nanoTime() + CONNECT_NANOS;
    for (Connection connection : connections) {
      while (!connection.isOpen()) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          throw failure(connection, server, "no answer", null);
        }
        try {
          wait.await(Math.min(left, 10_000_000));
          connection.finishConnect();
        } catch (IOException e) {
          throw failure(connection, server, String.valueOf(e.getMessage()), e);
        }
      }
    }
  }

  private static IOException failure(
      Connection connection, InetSocketAddress server, String what, @Nullable Exception cause) {
    return new IOException(
        "TCP connection " + (connection.client + 1) + " to " + server + ": " + what, cause);
  }

  @Override
  public int clients() {
    return connections.size();
  }

  @Override
  public boolean canSend(int client) {
    return connections.get(client).canSend();
  }

  @Override
  public boolean stage(int client, int flight, byte[] octets, int length) {
    return staged.stage(client, flight, octets, length);
  }

  @Override
  public int staged() {
    return staged.staged();
  }

  @Override
  public void flush(ExchangeEvents told) {
    while (staged.staged() > 0) {
      Connection connection = connections.get(staged.firstClient());
      int run = staged.run();
      boolean written = false;
      long now = System.nanoTime();
      if (connection.canSend()) {
        try {
          connection.write(staged.octets(run));
          written = true;
        } catch (IOException e) {
          disconnect(connection, told);
        }
      }
      for (int i = 0; i < run; i++) {
        if (written) {
          told.sent(staged.firstFlight(), now);
        } else {
          told.unsent(staged.firstFlight(), 0);
        }
        staged.dropFirst();
      }
    }
  }

  @Override
  public void abandon(ExchangeEvents told) {
    staged.abandon(told, 0);
  }

  @Override
  public boolean receive(ExchangeEvents told) {
    if (gone > 0) {
      reconnect(told);
    }
    Connection first = connections.getFirst();
    if (connections.size() == 1 && first.canSend()) {
      return read(first, told);
    }
    events = told;
    return wait.look(serve) > 0;
  }

  private void serve(SelectionKey key) {
    ExchangeEvents told = events;
    if (told == null || !(key.attachment() instanceof Connection connection)) {
      return;
    }
    int ready = key.readyOps();
    try {
      if ((ready & SelectionKey.OP_CONNECT) != 0) {
        connection.finishConnect();
        if (connection.isOpen()) {
          told.sendable(connection.client);
        }
      }
      if ((ready & SelectionKey.OP_WRITE) != 0) {
        connection.writeRest();
        if (connection.canSend()) {
          told.sendable(connection.client);
        }
      }
    } catch (IOException e) {
      disconnect(connection, told);
      return;
    }
    if ((ready & SelectionKey.OP_READ) != 0) {
      read(connection, told);
    }
  }

  private boolean read(Connection connection, ExchangeEvents told) {
    int octets;
    try {
      octets = connection.read(received.clear());
    } catch (IOException e) {
      octets = -1;
    }
    if (octets > 0) {
      takeApart(connection, received.flip(), System.nanoTime(), told);
      connection.keep(received);
    } else if (octets < 0) {
      disconnect(connection, told);
    } else {
      connection.keep(received.flip());
    }
    return octets != 0;
  }

  private void takeApart(Connection connection, ByteBuffer octets, long now, ExchangeEvents told) {
    while (octets.remaining() >= Short.BYTES) {
      int at = octets.position() + Short.BYTES;
      int length = Short.toUnsignedInt(octets.getShort(octets.position()));
      if (octets.limit() - at < length) {
        break;
      }
      octets.position(at + length);
      if (length < Integer.BYTES) {
        told.garbage(connection.client);
        continue;
      }
      connection.setAnswered();
      answerAt = at;
      answerLength = length;
      told.received(connection.client, octets.getInt(at), length, now);
    }
  }

  private void disconnect(Connection connection, ExchangeEvents told) {
    connection.disconnect(System.nanoTime());
    gone++;
    told.disconnected(connection.client);
  }

  private void reconnect(ExchangeEvents told) {
    long now = System.nanoTime();
    for (Connection connection : connections) {
      if (connection.isGone() && connection.retryNanos() - now <= 0) {
        try {
          connection.connect(wait.selector());
          gone--;
        } catch (IOException e) {
          connection.disconnect(now);
          told.disconnected(connection.client);
        }
        if (connection.isOpen()) {
          told.sendable(connection.client);
        }
      }
    }
  }

  @Override
  public void await(long nanos) {
    long until = nanos;
    if (gone > 0) {
      long now = System.nanoTime();
      long next = NEVER;
      for (Connection connection : connections) {
        if (connection.isGone()) {
          next = Math.min(next, connection.retryNanos() - now);
        }
      }
      until = Math.min(until, next);
    }
    wait.await(until);
  }

  @Override
  public void copyAnswer(byte[] into) {
    received.get(answerAt, into, 0, answerLength);
  }

  /** TCP makes the sender wait instead. */
  @Override
  public long dropped() {
    return 0;
  }

  @Override
  public void close() {
    connections.forEach(Connection::close);
    wait.close();
  }
}
