package nomen.server.transport;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

/** A DNS client over TCP that does what it is told, well or badly. */
final class StreamClient implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 10_000;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  StreamClient(InetSocketAddress server) throws IOException {
    this(server, 0);
  }

  /** One with a small receive buffer, if the size is not 0. */
  StreamClient(InetSocketAddress server, int receiveBufferOctets) throws IOException {
    this(withReceiveBuffer(receiveBufferOctets), server);
  }

  private static Socket withReceiveBuffer(int octets) throws IOException {
    Socket socket = new Socket();
    if (octets > 0) {
      socket.setReceiveBufferSize(octets);
    }
    return socket;
  }

  private StreamClient(Socket socket, InetSocketAddress server) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(server, TIMEOUT_MILLIS);
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(socket.getOutputStream());
  }

  /** One that connects from an address of this machine. */
  static StreamClient from(String host, InetSocketAddress server) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(TestListeners.numeric(host), 0));
    return new StreamClient(socket, server);
  }

  static byte[] frame(byte[] message) {
    byte[] frame = new byte[2 + message.length];
    frame[0] = (byte) (message.length >> 8);
    frame[1] = (byte) message.length;
    System.arraycopy(message, 0, frame, 2, message.length);
    return frame;
  }

  void sendOctets(byte[] octets, int offset, int length) throws IOException {
    out.write(octets, offset, length);
  }

  void send(byte[]... messages) throws IOException {
    java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    for (byte[] message : messages) {
      all.writeBytes(frame(message));
    }
    out.write(all.toByteArray());
  }

  byte[] receive() throws IOException {
    byte[] message = new byte[in.readUnsignedShort()];
    in.readFully(message);
    return message;
  }

  byte[] ask(byte[] message) throws IOException {
    send(message);
    return receive();
  }

  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Whether the server ends the connection, by FIN or by RST, before it says anything more. */
  boolean isEnded() throws IOException {
    try {
      return in.read() == -1;
    } catch (SocketException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
