package nomen.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {
  private static boolean contains(Networks networks, String address) {
    ByteBuffer octets = ByteBuffer.wrap(InetAddress.ofLiteral(address).getAddress());
    return octets.capacity() == 4
        ? networks.contains(0, Network.mapped(octets.getInt()))
        : networks.contains(octets.getLong(), octets.getLong());
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 192.0.2.0, true",
    "192.0.2.0/24, 192.0.2.255, true",
    "192.0.2.0/24, 192.0.3.0, false",
    "192.0.2.0/24, 192.0.1.255, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.6, false",
    "0.0.0.0/0, 255.255.255.255, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "128.0.0.0/1, 128.0.0.0, true",
    "128.0.0.0/1, 127.255.255.255, false",
    "2001:db8::/32, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, true",
    "2001:db8::/32, 2001:db9::, false",
    "2001:db8::/64, 2001:db8::1:2:3:4, true",
    "2001:db8::/64, 2001:db8:0:1::, false",
    "2001:db8:0:0:8000::/65, 2001:db8::8000:0:0:1, true",
    "2001:db8:0:0:8000::/65, 2001:db8::7fff:0:0:1, false",
    "2001:db8::1, 2001:db8::1, true",
    "2001:db8::1, 2001:db8::2, false",
    "::/0, ffff::, true",
    "::/0, 192.0.2.1, false"
  })
  void contains(String network, String address, boolean expected) throws SettingException {
    assertEquals(expected, contains(new Networks(List.of(Network.scan(network))), address));
  }

  @Test
  void aSetHoldsWhatAnyOfItsNetworksHolds() throws SettingException {
    Networks networks =
        new Networks(List.of(Network.scan("192.0.2.0/24"), Network.scan("2001:db8::/32")));
    assertTrue(contains(networks, "192.0.2.1"));
    assertTrue(contains(networks, "2001:db8::1"));
    assertFalse(contains(networks, "198.51.100.1"));
    assertFalse(contains(new Networks(List.of()), "192.0.2.1"));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1/32",
    "0.0.0.0/0, 0.0.0.0/0",
    "2001:DB8:0::/32, 2001:db8::/32",
    "::1, ::1/128"
  })
  void printsTheShortForm(String written, String printed) throws SettingException {
    assertEquals(printed, Network.scan(written).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "192.0.2.1/24 | \"192.0.2.1/24\" has bits set behind its prefix; the network is"
            + " \"192.0.2.0/24\", the address alone \"192.0.2.1/32\"",
        "2001:db8::1/32 | \"2001:db8::1/32\" has bits set behind its prefix; the network is"
            + " \"2001:db8::/32\", the address alone \"2001:db8::1/128\"",
        "192.0.2.0/33 | \"192.0.2.0/33\": the prefix length is \"33\", but must be from 0 to 32",
        "192.0.2.0/ | \"192.0.2.0/\": the prefix length is \"\", but must be from 0 to 32",
        "::/129 | \"::/129\": the prefix length is \"129\", but must be from 0 to 128",
        "192.0.2/24 | \"192.0.2\" is not an IP address",
        "192.0.2.256 | \"192.0.2.256\" is not an IP address",
        "192.0.02.1 | \"192.0.02.1\" is not an IP address",
        "any | \"any\" is not an IP address",
        "12345::/16 | \"12345::\" is not an IP address"
      })
  void refuses(String written, String message) {
    assertEquals(
        message, assertThrows(SettingException.class, () -> Network.scan(written)).getMessage());
  }
}
