package nomen.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How other name servers are written. */
class RemoteServerTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1:53",
    "192.0.2.1:5300, 192.0.2.1:5300",
    "2001:db8::1, [2001:db8::1]:53",
    "[2001:db8::1]:5300 key:xfr.example., [2001:db8::1]:5300 key:xfr.example.",
    "192.0.2.1  key:xfr.example., 192.0.2.1:53 key:xfr.example.",
  })
  void isScannedAndPrinted(String text, String printed) throws SettingException {
    assertEquals(printed, RemoteServer.scan(text).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1:0", "0.0.0.0", "[::]:53", "224.0.0.1", "[ff02::1]:53"})
  void aPlaceWhereNoServerCanBeIsRefused(String text) {
    SettingException refused = assertThrows(SettingException.class, () -> RemoteServer.scan(text));
    assertEquals("\"" + text + "\" is not where a server can be", refused.getMessage());
  }

  @Test
  void whatStandsBehindMustBeAKey() {
    assertThrows(SettingException.class, () -> RemoteServer.scan("192.0.2.1 xfr.example."));
    assertThrows(SettingException.class, () -> RemoteServer.scan("192.0.2.1 key:a. key:b."));
  }
}
