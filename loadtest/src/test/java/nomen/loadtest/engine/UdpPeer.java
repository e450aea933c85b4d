package nomen.loadtest.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A UDP server on the loopback interface that does what a script says. */
final class UdpPeer implements AutoCloseable {
  /** What is done with a request. */
  interface Script {
    /**
     * Answers, or does not.
     *
     * @param number of the request, from 0
     * @param answer the request with the QR bit set; to be changed at will
     */
    void answer(int number, byte[] answer, Replies replies) throws IOException;
  }

  /** Sends to the client that asked. */
  interface Replies {
    void send(byte[] message) throws IOException;
  }

  private static final int FLAGS = 2;
  private static final int QR = 0x80;

  private final DatagramChannel channel = DatagramChannel.open();
  private final Set<SocketAddress> clients = ConcurrentHashMap.newKeySet();
  private final Thread thread;

  UdpPeer(Script script) throws IOException {
    channel.setOption(java.net.StandardSocketOptions.SO_RCVBUF, 1 << 20);
    channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    thread = Thread.ofPlatform().daemon().name("udp-peer").start(() -> serve(script));
  }

  /** Answers each request with itself. */
  static UdpPeer echo() throws IOException {
    return new UdpPeer((number, answer, replies) -> replies.send(answer));
  }

  private void serve(Script script) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(65_535);
    try {
      for (int number = 0; channel.isOpen(); number++) {
        SocketAddress client = channel.receive(buffer.clear());
        clients.add(client);
        byte[] answer = new byte[buffer.flip().remaining()];
        buffer.get(answer);
        answer[FLAGS] |= (byte) QR;
        script.answer(number, answer, message -> channel.send(ByteBuffer.wrap(message), client));
      }
    } catch (IOException e) {
      // Closed: the test is over.
      return;
    }
  }

  InetSocketAddress address() throws IOException {
    return (InetSocketAddress) channel.getLocalAddress();
  }

  /** From where requests have come. */
  Set<SocketAddress> clients() {
    return clients;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
