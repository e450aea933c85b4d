package nomen.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import nomen.linux.Errno;
import nomen.linux.UdpSocket;
import nomen.server.transport.linux.DatagramBatch;

/**
 * The physical limit: one thread that waits in {@code recvmmsg}, sets the QR bit of each datagram
 * where it lies and sends them all back with one {@code sendmmsg}. No event loop, no parsing, no
 * copy. What a server needs more than this, it needs for being a server.
 *
 * <pre>BatchEcho [--bind ADDRESS] [--port PORT] [--batch DATAGRAMS]</pre>
 *
 * It prints {@code listening on ADDRESS:PORT} once it can be asked, and runs until it is killed.
 */
public final class BatchEcho {
  private static final int FLAGS_OFFSET = 2;
  private static final int QR = 0x80;
  private static final int HEADER_OCTETS = 12;

  private BatchEcho() {}

  /** Runs the loop. */
  public static void main(String[] arguments) throws IOException {
    EchoArguments options = EchoArguments.scan(arguments);
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getByName(options.bind()), options.port());
    UdpSocket socket =
        UdpSocket.openBlocking(address.getAddress() instanceof java.net.Inet6Address);
    socket.setReceiveBuffer(options.bufferOctets());
    socket.setSendBuffer(options.bufferOctets());
    socket.bind(address, false);
    PrintStream out = System.out;
    out.println("listening on " + socket.localAddress() + " (bare loop)");
    try (DatagramBatch batch = new DatagramBatch(socket, options.batch(), false, false)) {
      while (true) {
        int received = batch.receiveWaiting();
        for (int i = 0; i < received; i++) {
          int length = batch.length(i);
          if (length >= HEADER_OCTETS) {
            batch.setOctet(i, FLAGS_OFFSET, (byte) (batch.octet(i, FLAGS_OFFSET) | QR));
            batch.answerInPlace(i, length);
          }
        }
        while (batch.unsent() > 0) {
          int result = batch.send();
          if (result < 0 && result != -Errno.EINTR) {
            batch.skipOne();
          }
        }
      }
    }
  }
}
