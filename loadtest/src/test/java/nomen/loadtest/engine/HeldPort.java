package nomen.loadtest.engine;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of the loopback interface at which nobody is, and will not be before it is closed: what is
 * sent to it is refused. A port that was only free a moment ago may be somebody's by now.
 *
 * @param address what refuses
 * @param holder keeps the port from others
 */
record HeldPort(InetSocketAddress address, Closeable holder) implements AutoCloseable {
  /** A socket that is bound and never listens. */
  static HeldPort ofTcp() throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return new HeldPort((InetSocketAddress) socket.getLocalSocketAddress(), socket);
  }

  /** A socket that takes datagrams from itself alone. */
  static HeldPort ofUdp() throws IOException {
    DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    socket.connect(socket.getLocalSocketAddress());
    return new HeldPort((InetSocketAddress) socket.getLocalSocketAddress(), socket);
  }

  @Override
  public void close() throws IOException {
    holder.close();
  }
}
