package nomen.loadtest.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import nomen.loadtest.plan.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the load generator warms up against. */
@Timeout(60)
class LoopbackEchoTest {
  private static final byte[] REQUEST = {0, 4, 1, 2, 0, 3};
  private static final byte[] ANSWER = {0, 4, 1, 2, (byte) 0x80, 3};

  private static void assertAnswered(Socket socket) throws IOException {
    new DataOutputStream(socket.getOutputStream()).write(REQUEST);
    byte[] answer = new byte[ANSWER.length];
    new DataInputStream(socket.getInputStream()).readFully(answer);
    assertArrayEquals(ANSWER, answer);
  }

  private static Socket connect(LoopbackEcho echo) throws IOException {
    return new Socket(echo.address().getAddress(), echo.address().getPort());
  }

  @Test
  void aClientThatBreaksOffLeavesTheOthers() throws IOException {
    try (LoopbackEcho echo = LoopbackEcho.open(Target.Transport.TCP);
        Socket stays = connect(echo)) {
      assertAnswered(stays);
      for (int i = 0; i < 20; i++) {
        Socket gone = connect(echo);
        gone.getOutputStream().write(REQUEST);
        // Answers that nobody reads become a reset.
        gone.setSoLinger(true, 0);
        gone.close();
        assertAnswered(stays);
      }
    }
  }

  @Test
  void closingEndsItsConnections() throws IOException {
    LoopbackEcho echo = LoopbackEcho.open(Target.Transport.TCP);
    InetSocketAddress address = echo.address();
    try (Socket socket = connect(echo)) {
      assertAnswered(socket);
      echo.close();
      assertEquals(-1, socket.getInputStream().read());
    }
    // From another address: at its own, a port of nobody can be connected to itself.
    InetAddress from = InetAddress.ofLiteral("127.0.0.2");
    assertThrows(
        IOException.class, () -> new Socket(address.getAddress(), address.getPort(), from, 0));
  }
}
