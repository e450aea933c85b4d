package nomen.conformance.client;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Ports for servers that cannot be given port 0. They are below those that the kernel gives out to
 * whoever asks for any, so that what is free when it is drawn is still free when it is taken.
 */
public final class LoopbackPort {
  private static final Path GIVEN_OUT = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
  private static final int USUALLY_GIVEN_OUT = 32_768;
  private static final int LOWEST = 10_000;
  private static final int DRAWS = 1_000;
  private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

  private LoopbackPort() {}

  /**
   * Draws a port that is free for UDP and TCP.
   *
   * @param hosts the addresses at which it has to be free
   * @return it at the first of them
   * @throws BindException if none was found
   */
  public static InetSocketAddress draw(String... hosts) throws IOException {
    int end = end();
    // Processes that draw at the same time begin at different places.
    long place = (System.nanoTime() * SPREAD) >>> Integer.SIZE;
    for (int draw = 0; draw < DRAWS; draw++) {
      int port = LOWEST + (int) ((place + draw) % (end - LOWEST));
      if (isFree(port, hosts)) {
        return new InetSocketAddress(InetAddress.ofLiteral(hosts[0]), port);
      }
    }
    throw new BindException("no port from " + LOWEST + " to " + end + " is free at " + hosts[0]);
  }

  private static int end() throws IOException {
    if (!Files.isReadable(GIVEN_OUT)) {
      return USUALLY_GIVEN_OUT;
    }
    int first = Integer.parseInt(Files.readString(GIVEN_OUT).strip().split("\\s+", 2)[0]);
    // Where the kernel gives out nearly all, there is no better choice than among those.
    return first > LOWEST + DRAWS ? first : USUALLY_GIVEN_OUT;
  }

  private static boolean isFree(int port, String... hosts) throws IOException {
    Deque<AutoCloseable> held = new ArrayDeque<>();
    try {
      for (String host : hosts) {
        InetAddress address = InetAddress.ofLiteral(host);
        held.push(new ServerSocket(port, 1, address));
        held.push(new DatagramSocket(port, address));
      }
      return true;
    } catch (BindException taken) {
      return false;
    } finally {
      close(held);
    }
  }

  private static void close(Deque<AutoCloseable> held) throws IOException {
    for (AutoCloseable socket : held) {
      try {
        socket.close();
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }
}
