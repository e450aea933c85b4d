package nomen.server.control;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * Reads and writes frames on a socket, each within a time. Not thread-safe.
 *
 * <p>The socket does not block: a unix domain socket knows no other way to give up.
 */
final class ControlFrames implements AutoCloseable {
  /** The most octets of a payload: a long request, or a piece of a listing. */
  static final int MAX_PAYLOAD_OCTETS = 1 << 16;

  static final byte REQUEST = 'Q';
  static final byte OUTPUT = 'O';
  static final byte ERROR = 'E';
  static final byte END = 'X';

  private static final int HEADER_OCTETS = 5;

  /**
   * A frame.
   *
   * @param kind one of the constants
   */
  record Frame(byte kind, ByteBuffer payload) {}

  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final long readMillis;
  private final long writeMillis;
  private final ByteBuffer header = ByteBuffer.allocate(HEADER_OCTETS);

  /**
   * Takes over a connected socket, which is closed with this.
   *
   * @param readMillis how long one frame may take to come
   * @param writeMillis how long one frame may take to be taken
   */
  ControlFrames(SocketChannel channel, long readMillis, long writeMillis) throws IOException {
    this.channel = channel;
    this.readMillis = readMillis;
    this.writeMillis = writeMillis;
    channel.configureBlocking(false);
    selector = Selector.open();
    try {
      key = channel.register(selector, SelectionKey.OP_READ);
    } catch (IOException e) {
      selector.close();
      throw e;
    }
  }

  /** Closes the socket and ends what waits for it; any thread. */
  void abort() throws IOException {
    channel.close();
    selector.wakeup();
  }

  /**
   * Reads the next frame.
   *
   * @throws IOException if the other side closed, was too slow or sent something else
   */
  Frame read() throws IOException {
    long deadline = deadline(readMillis);
    header.clear();
    read(header, deadline);
    header.flip();
    byte kind = header.get();
    int length = header.getInt();
    if (length < 0 || length > MAX_PAYLOAD_OCTETS) {
      throw new IOException("a control frame of " + length + " octets");
    }
    byte[] payload = new byte[length];
    read(ByteBuffer.wrap(payload), deadline);
    return new Frame(kind, ByteBuffer.wrap(payload));
  }

  /** Writes a frame; a longer payload becomes several of them. */
  void write(byte kind, byte[] octets, int offset, int length) throws IOException {
    int at = offset;
    int left = length;
    do {
      int size = Math.min(left, MAX_PAYLOAD_OCTETS);
      ByteBuffer frame = ByteBuffer.allocate(HEADER_OCTETS + size);
      frame.put(kind).putInt(size).put(octets, at, size).flip();
      write(frame, deadline(writeMillis));
      at += size;
      left -= size;
    } while (left > 0);
  }

  private void read(ByteBuffer into, long deadline) throws IOException {
    while (into.hasRemaining()) {
      int count = channel.read(into);
      if (count < 0) {
        throw new EOFException("the control connection was closed");
      }
      if (count == 0) {
        await(SelectionKey.OP_READ, deadline);
      }
    }
  }

  private void write(ByteBuffer from, long deadline) throws IOException {
    while (from.hasRemaining()) {
      if (channel.write(from) == 0) {
        await(SelectionKey.OP_WRITE, deadline);
      }
    }
  }

  private void await(int operation, long deadline) throws IOException {
    key.interestOps(operation);
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (left <= 0 || selector.select(left) == 0 && deadline - System.nanoTime() <= 0) {
      throw new IOException("nothing came on the control connection in time");
    }
    selector.selectedKeys().clear();
    if (!channel.isOpen()) {
      throw new EOFException("the control connection was closed");
    }
  }

  private static long deadline(long millis) {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Override
  public void close() throws IOException {
    try (selector) {
      channel.close();
    }
  }
}
