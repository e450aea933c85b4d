package nomen.loadtest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRangesTest {
  private static List<String> scanned(String text) {
    return AddressRanges.scan(text).stream().map(InetAddress::getHostAddress).toList();
  }

  @Test
  void listsAndRangesOfBothFamilies() {
    assertEquals(List.of("127.0.0.1"), scanned("127.0.0.1"));
    assertEquals(
        List.of("127.0.0.254", "127.0.0.255", "127.0.1.0", "10.0.0.1"),
        scanned("127.0.0.254-127.0.1.0,10.0.0.1"));
    assertEquals(
        List.of("2001:db8:0:0:0:0:0:ff", "2001:db8:0:0:0:0:0:100"),
        scanned("2001:db8::ff-2001:db8::100"));
    assertEquals(List.of("255.255.255.255"), scanned("255.255.255.255-255.255.255.255"));
    assertEquals(AddressRanges.MAX_ADDRESSES, scanned("127.0.0.0-127.0.255.255").size());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "localhost                  | not an address: \"localhost\"",
        "127.0.0.1,                 | not an address: \"\"",
        "127.0.0.9-127.0.0.1        | the second address is below the first: 127.0.0.9-127.0.0.1",
        "127.0.0.1-::1              | both ends must be of one family: 127.0.0.1-::1",
        "10.0.0.0-10.1.0.0          | more than 65536 addresses: 10.0.0.0-10.1.0.0",
        "::-ffff::                  | more than 65536 addresses: ::-ffff::",
      })
  void whatIsNoListIsRefusedByItsPart(String text, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> AddressRanges.scan(text)).getMessage());
  }
}
