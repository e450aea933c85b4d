package nomen.crash;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** Sends updates of many clients at once, some of them over one TCP connection. */
final class UpdateLoad implements AutoCloseable {
  /** Silence after which what is under way is sent again. */
  private static final long PATIENCE_MILLIS = 2_000;

  private static final int SILENCES = 10;

  private final Promises promises;
  private final int overUdp;
  private final Selector selector = Selector.open();
  private final DatagramChannel udp = DatagramChannel.open();
  private final SocketChannel tcp = SocketChannel.open();
  private final ByteBuffer datagram = ByteBuffer.allocate(65_535);
  private final ByteBuffer stream = ByteBuffer.allocate(1 << 18);

  /**
   * Connects.
   *
   * @param overUdp how many of the clients use UDP, the others TCP
   */
  UpdateLoad(InetSocketAddress server, Promises promises, int overUdp) throws IOException {
    this.promises = promises;
    this.overUdp = overUdp;
    udp.connect(server).configureBlocking(false).register(selector, SelectionKey.OP_READ);
    tcp.connect(server);
    tcp.configureBlocking(false).register(selector, SelectionKey.OP_READ);
  }

  /** Keeps every client busy until so many updates were promised. */
  void run(long updates) throws IOException {
    long end = promises.total() + updates;
    int silences = 0;
    for (int client = 0; client < promises.clients(); client++) {
      send(client);
    }
    while (promises.total() < end) {
      if (selector.select(PATIENCE_MILLIS) == 0) {
        if (++silences == SILENCES) {
          throw new IOException("the server is silent");
        }
        for (int client = 0; client < overUdp; client++) {
          send(client);
        }
        continue;
      }
      silences = 0;
      selector.selectedKeys().clear();
      if (!receive(true)) {
        throw new IOException("the server closed the connection");
      }
    }
  }

  /** Takes the replies that a server sent before it ended. */
  void drain() {
    try {
      boolean open = true;
      while (open) {
        open = receive(false);
      }
    } catch (IOException e) {
      // The connection is reset or the port is closed: that was all.
      return;
    }
  }

  private void send(int client) throws IOException {
    byte[] update = promises.update(client);
    if (client < overUdp) {
      udp.write(ByteBuffer.wrap(update));
      return;
    }
    ByteBuffer framed = ByteBuffer.allocate(2 + update.length);
    framed.putShort((short) update.length).put(update).flip();
    while (framed.hasRemaining()) {
      tcp.write(framed);
    }
  }

  /** Takes all that has come; false at the end of the stream, or of what came. */
  private boolean receive(boolean goOn) throws IOException {
    int received = 0;
    while (udp.read(datagram.clear()) > 0) {
      datagram.flip();
      byte[] reply = new byte[datagram.remaining()];
      datagram.get(reply);
      received++;
      next(promises.reply(reply), goOn);
    }
    int octets = tcp.read(stream);
    stream.flip();
    while (stream.remaining() >= 2
        && stream.remaining() - 2 >= (stream.getShort(stream.position()) & 0xffff)) {
      byte[] reply = new byte[stream.getShort() & 0xffff];
      stream.get(reply);
      next(promises.reply(reply), goOn);
    }
    stream.compact();
    return octets >= 0 && (goOn || octets > 0 || received > 0);
  }

  private void next(int client, boolean goOn) throws IOException {
    if (goOn && !promises.isWaiting(client)) {
      send(client);
    }
  }

  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
    selector.close();
  }
}
