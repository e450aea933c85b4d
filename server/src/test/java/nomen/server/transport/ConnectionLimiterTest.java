package nomen.server.transport;

import static nomen.server.transport.ConnectionLimiter.Verdict.ADMITTED;
import static nomen.server.transport.ConnectionLimiter.Verdict.TOO_MANY;
import static nomen.server.transport.ConnectionLimiter.Verdict.TOO_MANY_OF_CLIENT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class ConnectionLimiterTest {
  private final ConnectionLimiter limiter =
      new ConnectionLimiter(new TcpLimits(4, 2, 1, 1, 1, 1, 1, 1));

  private static ClientAddress client(String text) {
    ClientAddress address = new ClientAddress();
    address.set(new InetSocketAddress(InetAddress.ofLiteral(text), 1));
    return address;
  }

  @Test
  void oneClientIsAnIpv4AddressOrAnIpv6Prefix64() {
    assertEquals(ADMITTED, limiter.admit(client("192.0.2.1")));
    assertEquals(ADMITTED, limiter.admit(client("192.0.2.2")));
    assertEquals(ADMITTED, limiter.admit(client("2001:db8::1")));
    assertEquals(ADMITTED, limiter.admit(client("2001:db8::2")));
    limiter.release(client("192.0.2.2"));
    assertEquals(TOO_MANY_OF_CLIENT, limiter.admit(client("2001:db8::3")));
    assertEquals(ADMITTED, limiter.admit(client("2001:db8:0:1::3")));
    assertEquals(TOO_MANY, limiter.admit(client("192.0.2.3")));
  }

  @Test
  void releasedConnectionsAreForgotten() {
    for (int round = 0; round < 10; round++) {
      assertEquals(ADMITTED, limiter.admit(client("192.0.2.1")));
      assertEquals(ADMITTED, limiter.admit(client("192.0.2.1")));
      assertEquals(TOO_MANY_OF_CLIENT, limiter.admit(client("192.0.2.1")));
      limiter.release(client("192.0.2.1"));
      limiter.release(client("192.0.2.1"));
    }
    assertEquals(0, limiter.clients());
  }
}
