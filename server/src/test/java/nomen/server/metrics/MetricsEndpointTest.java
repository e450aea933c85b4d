package nomen.server.metrics;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The endpoint over real sockets, with clients that behave badly. */
@Timeout(60)
class MetricsEndpointTest {
  private static final String GET = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final List<Socket> sockets = new ArrayList<>();
  private volatile byte[] body = "nomen_x 1\n".getBytes(ISO_8859_1);
  private MetricsEndpoint endpoint;

  @BeforeEach
  void open() throws IOException {
    endpoint = MetricsEndpoint.open(ANY_PORT, out -> out.write(body));
  }

  @AfterEach
  void close() throws IOException {
    endpoint.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.setSoTimeout(20_000);
    socket.connect(new InetSocketAddress(ANY_PORT.getAddress(), endpoint.port()));
    sockets.add(socket);
    return socket;
  }

  private Socket say(String text) throws IOException {
    Socket socket = connect();
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    return socket;
  }

  /** The status line, and the body after it. */
  private static List<String> response(Socket socket) throws IOException {
    StringBuilder fields = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (fields.indexOf("\r\n\r\n") < 0) {
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("ended after: " + fields);
      }
      fields.append((char) octet);
    }
    String all = fields.toString();
    int length = Integer.parseInt(all.replaceAll("(?s).*Content-Length: ([0-9]+).*", "$1"));
    return List.of(
        all.substring(0, all.indexOf("\r\n")), new String(in.readNBytes(length), ISO_8859_1));
  }

  private static boolean isEnded(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  @Test
  void severalRequestsOfOneConnectionAreAnswered() throws IOException {
    Socket socket = say(GET + GET);
    assertEquals(List.of("HTTP/1.1 200 OK", "nomen_x 1\n"), response(socket));
    assertEquals(List.of("HTTP/1.1 200 OK", "nomen_x 1\n"), response(socket));
    socket.getOutputStream().write(GET.replace("/metrics", "/metrics?a=b").getBytes(ISO_8859_1));
    assertEquals(List.of("HTTP/1.1 200 OK", "nomen_x 1\n"), response(socket));
  }

  @Test
  void otherRequestsAreToldWhatThereIs() throws IOException {
    assertEquals("HTTP/1.1 404 Not Found", response(say(GET.replace("/metrics", "/x"))).getFirst());
    assertEquals(
        "HTTP/1.1 405 Method Not Allowed", response(say(GET.replace("GET", "PUT"))).getFirst());
    Socket none = say("nonsense\r\n\r\n");
    assertEquals("HTTP/1.1 400 Bad Request", response(none).getFirst());
    assertTrue(isEnded(none));
  }

  @Test
  void requestWithoutAnEndIsBroken() throws IOException {
    Socket socket = say("GET /metrics HTTP/1.1\r\n" + "X: " + "x".repeat(9000));
    assertTrue(isEnded(socket));
  }

  @Test
  void slowClientsHoldUpNobody() throws IOException {
    body = new byte[4 << 20];
    for (int i = 0; i < 20; i++) {
      say("GET /m");
      say(GET);
    }
    for (int i = 0; i < 3; i++) {
      assertEquals("HTTP/1.1 200 OK", response(say("GET / HTTP/1.0\r\n\r\n")).getFirst());
      assertEquals(4 << 20, response(say(GET)).getLast().length());
    }
  }

  @Test
  void connectionThatDidNothingForLongestGivesWay() throws IOException {
    Socket first = say("GET /m");
    Socket second = say(GET);
    response(second);
    for (int i = 0; i < MetricsEndpoint.MAX_CONNECTIONS; i++) {
      response(say(GET));
    }
    assertTrue(isEnded(first));
    assertTrue(isEnded(second));
    assertEquals("HTTP/1.1 200 OK", response(say(GET)).getFirst());
  }

  @Test
  void metricsThatCannotBeReadAreAnError() throws IOException {
    try (MetricsEndpoint broken =
        MetricsEndpoint.open(
            ANY_PORT,
            out -> {
              throw new IllegalStateException("a defect");
            })) {
      endpoint.close();
      endpoint = broken;
      assertEquals("HTTP/1.1 500 Internal Server Error", response(say(GET)).getFirst());
    }
  }

  @Test
  void addressInUseIsTold() {
    IOException failed =
        assertThrows(
            IOException.class,
            () ->
                MetricsEndpoint.open(
                        new InetSocketAddress(ANY_PORT.getAddress(), endpoint.port()),
                        out -> out.write(body))
                    .close());
    String said = String.valueOf(failed.getMessage());
    assertTrue(said.startsWith("metrics cannot be served at "), said);
  }
}
