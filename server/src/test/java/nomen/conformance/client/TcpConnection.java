package nomen.conformance.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/** One TCP connection with the two-octet length before each message (RFC 1035 4.2.2). */
public final class TcpConnection implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  TcpConnection(InetSocketAddress server, int timeoutMillis) throws IOException {
    this.socket = new Socket();
    socket.connect(server, timeoutMillis);
    socket.setSoTimeout(timeoutMillis);
    socket.setTcpNoDelay(true);
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  /** Sends messages in one segment, each with its length. */
  public void send(byte[]... messages) throws IOException {
    sendOctets(framed(messages));
  }

  /** Messages as the stream carries them. */
  public static byte[] framed(byte[]... messages) {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (byte[] message : messages) {
      frames.write(message.length >>> 8);
      frames.write(message.length);
      frames.writeBytes(message);
    }
    return frames.toByteArray();
  }

  /** Sends octets as they are. */
  public void sendOctets(byte[] octets) throws IOException {
    out.write(octets);
    out.flush();
  }

  /** The next whole message. */
  public byte[] receive() throws IOException {
    byte[] length = DnsClient.exactly(in, 2);
    return DnsClient.exactly(in, (length[0] & 0xFF) << 8 | length[1] & 0xFF);
  }

  /** Says that nothing more will be sent. */
  public void finishSending() throws IOException {
    socket.shutdownOutput();
  }

  /** True when the server has closed its side: the next octet is the end of the stream. */
  public boolean closedByServer() throws IOException {
    return in.read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
