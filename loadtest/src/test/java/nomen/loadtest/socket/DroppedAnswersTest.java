package nomen.loadtest.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Answers that this machine drops are not put down to the server. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class DroppedAnswersTest {
  private static final int OCTETS = 500;

  /** Counts what comes. */
  private static final class Received implements ExchangeEvents {
    private int answers;

    @Override
    public void sent(int flight, long nanos) {}

    @Override
    public void unsent(int flight, int errno) {}

    @Override
    public void received(int client, int head, int length, long nanos) {
      answers++;
    }

    @Override
    public void garbage(int client) {}

    @Override
    public void disconnected(int client) {}

    @Override
    public void sendable(int client) {}
  }

  @Test
  void answersThatFindTheBufferFullAreCounted() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    Received received = new Received();
    try (DatagramSocket server = new DatagramSocket(0, loopback);
        LinuxDatagrams clients =
            new LinuxDatagrams(
                new InetSocketAddress(loopback, server.getLocalPort()),
                List.of(new InetSocketAddress(loopback, 0)),
                4_096,
                64)) {
      server.setSoTimeout(10_000);
      assertEquals(0, clients.dropped());
      assertTrue(clients.stage(0, 0, new byte[OCTETS], OCTETS));
      clients.flush(received);
      DatagramPacket packet = new DatagramPacket(new byte[OCTETS], OCTETS);
      server.receive(packet);
      for (int i = 0; i < 500; i++) {
        server.send(packet);
      }
      // Where the kernel is busy, they come when it finds the time.
      while (received.answers + clients.dropped() < 500) {
        clients.receive(received);
      }
      assertTrue(clients.dropped() > 0, "nothing was dropped");
      assertEquals(500, received.answers + clients.dropped());
    }
  }

  @Test
  void theyAreStillKnownWhenTheSocketsAreClosed() throws IOException, InterruptedException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (DatagramSocket server = new DatagramSocket(0, loopback)) {
      server.setSoTimeout(10_000);
      LinuxDatagrams clients =
          new LinuxDatagrams(
              new InetSocketAddress(loopback, server.getLocalPort()),
              List.of(new InetSocketAddress(loopback, 0), new InetSocketAddress(loopback, 0)),
              4_096,
              64);
      assertTrue(clients.stage(1, 0, new byte[OCTETS], OCTETS));
      Received received = new Received();
      clients.flush(received);
      DatagramPacket packet = new DatagramPacket(new byte[OCTETS], OCTETS);
      server.receive(packet);
      for (int i = 0; i < 500; i++) {
        server.send(packet);
      }
      while (received.answers + clients.dropped() < 500) {
        clients.receive(received);
      }
      AtomicLong seenElsewhere = new AtomicLong();
      Thread other = new Thread(() -> seenElsewhere.set(clients.dropped()));
      other.start();
      other.join();
      clients.close();
      assertTrue(clients.dropped() > 0);
      assertEquals(seenElsewhere.get(), clients.dropped());
    }
  }
}
