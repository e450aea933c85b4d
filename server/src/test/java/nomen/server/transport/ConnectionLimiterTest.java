package nomen.server.transport;

import static nomen.server.transport.ConnectionLimiter.Verdict.ADMITTED;
import static nomen.server.transport.ConnectionLimiter.Verdict.TOO_MANY;
import static nomen.server.transport.ConnectionLimiter.Verdict.TOO_MANY_OF_CLIENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class ConnectionLimiterTest {
  private final ConnectionLimiter limiter =
      new ConnectionLimiter(new TcpLimits(4, 2, 1, 1, 1, 1, 1, 1), KnownClients.NONE);

  private static ClientAddress client(String text) {
    ClientAddress address = new ClientAddress();
    address.set(new InetSocketAddress(InetAddress.ofLiteral(text), 1));
    return address;
  }

  @Test
  void oneClientIsAnIpv4AddressOrAnIpv6Prefix64() {
    assertEquals(ADMITTED, limiter.admit(client("192.0.2.1"), false));
    assertEquals(ADMITTED, limiter.admit(client("192.0.2.2"), false));
    assertEquals(ADMITTED, limiter.admit(client("2001:db8::1"), false));
    assertEquals(ADMITTED, limiter.admit(client("2001:db8::2"), false));
    limiter.release(client("192.0.2.2"), false);
    assertEquals(TOO_MANY_OF_CLIENT, limiter.admit(client("2001:db8::3"), false));
    assertEquals(ADMITTED, limiter.admit(client("2001:db8:0:1::3"), false));
    assertEquals(TOO_MANY, limiter.admit(client("192.0.2.3"), false));
  }

  @Test
  void releasedConnectionsAreForgotten() {
    for (int round = 0; round < 10; round++) {
      assertEquals(ADMITTED, limiter.admit(client("192.0.2.1"), false));
      assertEquals(ADMITTED, limiter.admit(client("192.0.2.1"), false));
      assertEquals(TOO_MANY_OF_CLIENT, limiter.admit(client("192.0.2.1"), false));
      limiter.release(client("192.0.2.1"), false);
      limiter.release(client("192.0.2.1"), false);
    }
    assertEquals(0, limiter.clients());
  }

  @Test
  void aTenthIsKeptForKnownClients() {
    ConnectionLimiter kept =
        new ConnectionLimiter(
            new TcpLimits(10, 99, 1, 1, 1, 1, 1, 1),
            new KnownClients() {
              @Override
              public boolean contains(ClientAddress address) {
                return address.low() == client("198.51.100.1").low();
              }

              @Override
              public boolean isEmpty() {
                return false;
              }
            });
    ClientAddress secondary = client("198.51.100.1");
    assertTrue(kept.isKnown(secondary));
    for (int i = 0; i < 9; i++) {
      assertEquals(ADMITTED, kept.admit(client("192.0.2.1"), false));
    }
    assertEquals(TOO_MANY, kept.admit(client("192.0.2.1"), false));
    assertEquals(ADMITTED, kept.admit(secondary, true));
    assertEquals(TOO_MANY, kept.admit(secondary, true));
    kept.release(secondary, true);
    assertEquals(TOO_MANY, kept.admit(client("192.0.2.1"), false));
    assertEquals(9, kept.open());
  }

  @Test
  void fewAreAcceptedAboveTheLimit() {
    for (int i = 0; i < 4 + ConnectionLimiter.MAX_ENTERING; i++) {
      assertTrue(limiter.accept());
    }
    assertFalse(limiter.accept());
    limiter.closed();
    assertTrue(limiter.accept());
  }
}
