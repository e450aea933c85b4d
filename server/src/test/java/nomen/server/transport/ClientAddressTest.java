package nomen.server.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
  private final ClientAddress address = new ClientAddress();

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.255", "0.0.0.0", "2001:db8::ffff:1", "::1", "::"})
  void keepsWhatItIsSetTo(String text) {
    InetSocketAddress socket = new InetSocketAddress(InetAddress.ofLiteral(text), 65_535);
    address.set(socket);
    byte[] octets = socket.getAddress().getAddress();
    assertEquals(octets.length, address.length());
    assertArrayEquals(octets, Arrays.copyOf(address.octets(), address.length()));
    assertEquals(65_535, address.port());
    assertEquals(socket, address.toInetSocketAddress());
    ClientAddress copy = new ClientAddress();
    copy.set(address);
    assertEquals(socket, copy.toInetSocketAddress());
  }

  @Test
  void aMappedAddressIsTheIpv4AddressThatItMaps() {
    byte[] mapped = new byte[16];
    mapped[10] = mapped[11] = (byte) 0xff;
    mapped[12] = (byte) 192;
    mapped[14] = 2;
    mapped[15] = 1;
    address.set(mapped, 0, 16, 53);
    assertEquals("192.0.2.1:53", address.toString());
    assertEquals(4, address.length());
  }

  @Test
  void numbersOfBothFamiliesAreThoseOfTheIpv6Form() {
    address.set(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 1));
    assertEquals(0, address.high());
    assertEquals(0xffff_c000_0201L, address.low());
    address.set(new InetSocketAddress(InetAddress.ofLiteral("2001:db8:1:2:fedc::8"), 1));
    assertEquals(0x2001_0db8_0001_0002L, address.high());
    assertEquals(0xfedc_0000_0000_0008L, address.low());
    assertEquals("[2001:db8:1:2:fedc::8]:1", address.toString());
  }

  @Test
  void nothingElseIsAnAddress() {
    assertThrows(IllegalArgumentException.class, () -> address.set(new byte[8], 0, 8, 1));
  }
}
