package nomen.loadtest.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * One TCP client: its connection, which is made anew when it is gone, and what is only half read or
 * half written. Belongs to one thread.
 */
final class Connection {
  /** A connection that never answered is made anew after so long. */
  private static final long RETRY_NANOS = 100_000_000;

  final int client;

  private final InetSocketAddress server;
  private final InetSocketAddress local;
  private final int bufferOctets;

  private @Nullable SocketChannel channel;
  private @Nullable SelectionKey key;
  private boolean open;
  private boolean answered;
  private long retryNanos;
  private @Nullable ByteBuffer unwritten;
  private @Nullable ByteBuffer unread;

  Connection(int client, InetSocketAddress server, InetSocketAddress local, int bufferOctets) {
    this.client = client;
    this.server = server;
    this.local = local;
    this.bufferOctets = bufferOctets;
  }

  /** Whether a request can be written now. */
  boolean canSend() {
    return open && unwritten == null;
  }

  boolean isOpen() {
    return open;
  }

  /** Whether there is neither a connection nor one in the making. */
  boolean isGone() {
    return channel == null;
  }

  /** When it is to be made anew, if it is gone. */
  long retryNanos() {
    return retryNanos;
  }

  /** Begins to connect. */
  void connect(Selector selector) throws IOException {
    SocketChannel made = SocketChannel.open();
    channel = made;
    made.configureBlocking(false);
    made.setOption(StandardSocketOptions.TCP_NODELAY, true);
    if (bufferOctets > 0) {
      made.setOption(StandardSocketOptions.SO_RCVBUF, bufferOctets);
      made.setOption(StandardSocketOptions.SO_SNDBUF, bufferOctets);
    }
    if (local.getPort() != 0) {
      // A port of our own choice has to be free again at once for the next connection.
      made.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    }
    if (local.getPort() != 0 || !local.getAddress().isAnyLocalAddress()) {
      made.bind(local);
    }
    open = made.connect(server);
    key = made.register(selector, open ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
  }

  /** Ends connecting, once the selector says so. */
  void finishConnect() throws IOException {
    SocketChannel made = channel;
    SelectionKey ours = key;
    if (made != null && ours != null && made.finishConnect()) {
      open = true;
      ours.interestOps(SelectionKey.OP_READ);
    }
  }

  /** Writes as much as the kernel takes, and keeps the rest for {@link #writeRest}. */
  void write(ByteBuffer octets) throws IOException {
    SocketChannel made = channel;
    SelectionKey ours = key;
    if (made == null || ours == null) {
      throw new IOException("not connected");
    }
    made.write(octets);
    if (octets.hasRemaining()) {
      ByteBuffer rest = ByteBuffer.allocateDirect(octets.remaining());
      unwritten = rest.put(octets).flip();
      ours.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }
  }

  /** Writes what is left, as far as the kernel takes it now; {@link #canSend} if that is all. */
  void writeRest() throws IOException {
    SocketChannel made = channel;
    SelectionKey ours = key;
    ByteBuffer rest = unwritten;
    if (made != null && ours != null && rest != null) {
      made.write(rest);
      if (!rest.hasRemaining()) {
        unwritten = null;
        ours.interestOps(SelectionKey.OP_READ);
      }
    }
  }

  /**
   * Reads behind what was left of the last time.
   *
   * @param into empty, with room for a whole message and more; holds what is there from index 0
   * @return octets read, or -1 if the other end has closed
   */
  int read(ByteBuffer into) throws IOException {
    ByteBuffer left = unread;
    if (left != null) {
      into.put(left.flip());
      left.clear();
    }
    SocketChannel made = channel;
    return made == null ? -1 : made.read(into);
  }

  /** Keeps what is not a whole message yet. */
  void keep(ByteBuffer rest) {
    if (rest.hasRemaining()) {
      ByteBuffer room = unread;
      if (room == null || room.capacity() < rest.remaining()) {
        room = ByteBuffer.allocate(Integer.highestOneBit(rest.remaining()) << 1);
        unread = room;
      }
      room.clear().put(rest);
    } else if (unread != null) {
      unread.clear();
    }
  }

  /** An answer has come on this connection. */
  void setAnswered() {
    answered = true;
  }

  /** Gives the connection up. */
  void disconnect(long now) {
    retryNanos = answered ? now : now + RETRY_NANOS;
    close();
  }

  void close() {
    SocketChannel made = channel;
    channel = null;
    key = null;
    open = false;
    answered = false;
    unwritten = null;
    unread = null;
    if (made != null) {
      try {
        made.close();
      } catch (IOException e) {
        // It is gone in any case, and nothing was promised of what it still held.
        return;
      }
    }
  }
}
