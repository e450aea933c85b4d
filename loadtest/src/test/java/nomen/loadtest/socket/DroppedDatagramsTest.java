package nomen.loadtest.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import nomen.linux.UdpSocket;
import org.junit.jupiter.api.Test;

/** What a socket has no room for is known, so that it is not taken for the server's loss. */
class DroppedDatagramsTest {
  private static final int SENT = 200;

  @Test
  void whatFindsNoRoomIsCounted() throws Exception {
    assumeTrue(UdpSocket.isAvailable(), "SO_MEMINFO is Linux's");
    UdpSocket socket = UdpSocket.open(false);
    try (DatagramSocket sender = new DatagramSocket()) {
      socket.setReceiveBuffer(1);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), false);
      assertEquals(0, socket.droppedDatagrams());
      byte[] octets = new byte[1000];
      for (int i = 0; i < SENT; i++) {
        sender.send(new DatagramPacket(octets, octets.length, socket.localAddress()));
      }
      long dropped = socket.droppedDatagrams();
      assertTrue(dropped > 0 && dropped < SENT, dropped + " dropped");
    } finally {
      socket.close();
    }
  }
}
