package nomen.loadtest.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import nomen.loadtest.plan.Target;

/** Sends requests back as answers, from a thread of its own. Closing it ends the thread. */
final class LoopbackEcho implements AutoCloseable {
  private static final int BUFFER_OCTETS = 1 << 17;
  private static final int FLAGS = 2;
  private static final int QR = 0x80;

  private final NetworkChannel channel;
  private final Selector selector = Selector.open();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_OCTETS);

  private LoopbackEcho(NetworkChannel channel) throws IOException {
    this.channel = channel;
    channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  static LoopbackEcho open(Target.Transport transport) throws IOException {
    return switch (transport) {
      case UDP -> {
        DatagramChannel datagrams = DatagramChannel.open();
        LoopbackEcho echo = new LoopbackEcho(datagrams);
        start(() -> echo.serveDatagrams(datagrams));
        yield echo;
      }
      case TCP -> {
        ServerSocketChannel listener = ServerSocketChannel.open();
        LoopbackEcho echo = new LoopbackEcho(listener);
        listener.configureBlocking(false);
        listener.register(echo.selector, SelectionKey.OP_ACCEPT);
        start(() -> echo.serveConnections(listener));
        yield echo;
      }
    };
  }

  private static void start(Runnable task) {
    Thread.ofPlatform().daemon().name("load-warm-up").start(task);
  }

  InetSocketAddress address() throws IOException {
    return (InetSocketAddress) channel.getLocalAddress();
  }

  private void serveDatagrams(DatagramChannel datagrams) {
    try {
      while (true) {
        SocketAddress client = datagrams.receive(buffer.clear());
        buffer.put(FLAGS, (byte) (buffer.get(FLAGS) | QR));
        datagrams.send(buffer.flip(), client);
      }
    } catch (IOException e) {
      // Closed: the warm-up is over. Whatever else it was, the warm-up ends by its own limits.
      return;
    }
  }

  private void serveConnections(ServerSocketChannel listener) {
    try {
      while (selector.isOpen()) {
        selector.select();
        for (SelectionKey key : selector.selectedKeys()) {
          serve(listener, key);
        }
        selector.selectedKeys().clear();
      }
    } catch (IOException | java.nio.channels.ClosedSelectorException e) {
      // As above.
      return;
    }
  }

  private void serve(ServerSocketChannel listener, SelectionKey key) throws IOException {
    if (key.channel() instanceof SocketChannel connection) {
      buffer.clear();
      if (key.attachment() instanceof ByteBuffer rest) {
        buffer.put(rest);
      }
      if (connection.read(buffer) < 0) {
        connection.close();
        return;
      }
      int end = buffer.position();
      int at = 0;
      while (end - at >= Short.BYTES) {
        int next = at + Short.BYTES + Short.toUnsignedInt(buffer.getShort(at));
        if (next > end) {
          break;
        }
        int flags = at + Short.BYTES + FLAGS;
        buffer.put(flags, (byte) (buffer.get(flags) | QR));
        at = next;
      }
      byte[] rest = new byte[end - at];
      buffer.get(at, rest);
      key.attach(ByteBuffer.wrap(rest));
      buffer.position(0).limit(at);
      while (buffer.hasRemaining() && connection.write(buffer) >= 0) {
        Thread.onSpinWait();
      }
    } else {
      SocketChannel connection = listener.accept();
      if (connection != null) {
        connection.configureBlocking(false);
        connection.register(selector, SelectionKey.OP_READ);
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
