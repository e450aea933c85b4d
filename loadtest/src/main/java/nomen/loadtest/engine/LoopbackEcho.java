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
import java.util.function.Consumer;
import nomen.loadtest.plan.Target;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests back as answers, from a thread of its own. Closing it waits for the end of the
 * thread: only then are its sockets gone, and nothing of it runs beside what comes next.
 */
public final class LoopbackEcho implements AutoCloseable {
  private static final int BUFFER_OCTETS = 1 << 17;
  private static final int FLAGS = 2;
  private static final int QR = 0x80;
  private static final int ID_END = 1;
  private static final int RCODE = 3;
  private static final int NXDOMAIN = 3;

  private final NetworkChannel channel;

  /** What its thread waits in, where there are connections. */
  private final @Nullable Selector selector;

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_OCTETS);

  private final Thread thread;

  private LoopbackEcho(
      NetworkChannel channel, @Nullable Selector selector, Consumer<LoopbackEcho> service)
      throws IOException {
    this.channel = channel;
    this.selector = selector;
    channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    thread =
        Thread.ofPlatform().daemon().name("load-warm-up").unstarted(() -> service.accept(this));
  }

  /**
   * Starts it on a port that the system chooses.
   *
   * @throws IOException if no socket could be opened
   */
  public static LoopbackEcho open(Target.Transport transport) throws IOException {
    return switch (transport) {
      case UDP -> {
        DatagramChannel datagrams = DatagramChannel.open();
        LoopbackEcho made =
            new LoopbackEcho(datagrams, null, echo -> echo.serveDatagrams(datagrams));
        made.thread.start();
        yield made;
      }
      case TCP -> {
        ServerSocketChannel listener = ServerSocketChannel.open();
        Selector selector = Selector.open();
        LoopbackEcho made =
            new LoopbackEcho(listener, selector, echo -> serveConnections(echo, selector));
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        made.thread.start();
        yield made;
      }
    };
  }

  /** Where it is to be asked. */
  public InetSocketAddress address() throws IOException {
    return (InetSocketAddress) channel.getLocalAddress();
  }

  private void serveDatagrams(DatagramChannel datagrams) {
    try {
      while (true) {
        SocketAddress client = datagrams.receive(buffer.clear());
        toAnswer(0);
        datagrams.send(buffer.flip(), client);
      }
    } catch (IOException e) {
      // Closed: the warm-up is over. Whatever else it was, the warm-up ends by its own limits.
      return;
    }
  }

  /** Every eighth says NXDOMAIN, as code that has seen one kind only is compiled for that alone. */
  private void toAnswer(int at) {
    buffer.put(at + FLAGS, (byte) (buffer.get(at + FLAGS) | QR));
    if ((buffer.get(at + ID_END) & 7) == 0) {
      buffer.put(at + RCODE, (byte) (buffer.get(at + RCODE) & 0xf0 | NXDOMAIN));
    }
  }

  private static void serveConnections(LoopbackEcho echo, Selector selector) {
    // Keys belong to this thread alone, so that it is also the one that closes what they stand for.
    try (selector) {
      try {
        while (echo.channel.isOpen()) {
          selector.select();
          for (SelectionKey key : selector.selectedKeys()) {
            echo.serve(key);
          }
          selector.selectedKeys().clear();
        }
      } finally {
        for (SelectionKey key : selector.keys()) {
          key.channel().close();
        }
      }
    } catch (IOException e) {
      // As above.
      return;
    }
  }

  /** A client that is gone takes its own connection along, and no other. */
  private void serve(SelectionKey key) throws IOException {
    if (key.channel() instanceof SocketChannel connection) {
      try {
        answer(key, connection);
      } catch (IOException e) {
        connection.close();
      }
    } else if (key.channel() instanceof ServerSocketChannel listener) {
      SocketChannel connection = listener.accept();
      if (connection != null) {
        connection.configureBlocking(false);
        connection.register(key.selector(), SelectionKey.OP_READ);
      }
    }
  }

  private void answer(SelectionKey key, SocketChannel connection) throws IOException {
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
      toAnswer(at + Short.BYTES);
      at = next;
    }
    byte[] rest = new byte[end - at];
    buffer.get(at, rest);
    key.attach(ByteBuffer.wrap(rest));
    buffer.position(0).limit(at);
    while (channel.isOpen() && buffer.hasRemaining() && connection.write(buffer) >= 0) {
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Selector waiting = selector;
    if (waiting != null) {
      waiting.wakeup();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
