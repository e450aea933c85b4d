package nomen.loadtest.engine;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP server on the loopback interface that does what a script says, connection by connection.
 */
final class TcpPeer implements AutoCloseable {
  /** What is done with a connection, which is closed afterwards. */
  interface Script {
    void serve(DataInputStream in, DataOutputStream out) throws IOException;
  }

  private static final int FLAGS = 2;
  private static final int QR = 0x80;
  private static final int BACKLOG = 100;

  private final ServerSocket listener =
      new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
  private final AtomicInteger connections = new AtomicInteger();
  private final Thread acceptor;

  TcpPeer(Script script) throws IOException {
    acceptor = Thread.ofPlatform().daemon().name("tcp-peer").start(() -> accept(script));
  }

  private void accept(Script script) {
    try {
      while (true) {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        socket.setTcpNoDelay(true);
        Thread.ofPlatform().daemon().name("tcp-peer-connection").start(() -> serve(script, socket));
      }
    } catch (IOException e) {
      // Closed: the test is over.
      return;
    }
  }

  private static void serve(Script script, Socket socket) {
    try (socket;
        DataInputStream in = new DataInputStream(socket.getInputStream());
        DataOutputStream out =
            new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()))) {
      script.serve(in, out);
      out.flush();
    } catch (IOException e) {
      // The other end is gone.
      return;
    }
  }

  /** Reads a request, and returns it with the QR bit set. */
  static byte[] read(DataInputStream in) throws IOException {
    byte[] message = new byte[in.readUnsignedShort()];
    in.readFully(message);
    message[FLAGS] |= (byte) QR;
    return message;
  }

  static void write(DataOutputStream out, byte[] message) throws IOException {
    out.writeShort(message.length);
    out.write(message);
  }

  /** Answers each request with itself. */
  static void echo(DataInputStream in, DataOutputStream out) throws IOException {
    while (true) {
      write(out, read(in));
      out.flush();
    }
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  int connections() {
    return connections.get();
  }

  /** No connection is made any more when it returns: the kernel listens until accept is left. */
  @Override
  public void close() throws IOException {
    listener.close();
    try {
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
