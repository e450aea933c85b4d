package nomen.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import nomen.codec.edns.CookieSecret;
import nomen.codec.name.Name;
import nomen.server.logging.LogCategory;
import nomen.server.logging.LogFormat;
import nomen.server.logging.LogLevel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file may say, and what is said about one that may not. */
class ConfigurationReaderTest {
  @TempDir private Path folder;

  @BeforeEach
  void makeZoneFile() throws IOException {
    Files.writeString(folder.resolve("a.zone"), "");
  }

  private static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), port);
  }

  private Configuration read(String... lines) throws ConfigurationException {
    return ConfigurationReader.read(String.join("\n", lines), "nomen.toml", folder);
  }

  private void assertFindings(List<String> expected, String... lines) {
    ConfigurationException refused = assertThrows(ConfigurationException.class, () -> read(lines));
    assertEquals(
        String.join("\n", expected),
        String.join("\n", refused.findings().stream().map(Finding::toString).toList()));
  }

  private void assertFinding(String expected, String... lines) {
    assertFindings(List.of("nomen.toml:" + expected), lines);
  }

  @Nested
  class Accepted {
    @Test
    void anEmptyFileIsAllDefaults() throws ConfigurationException {
      Configuration configuration = read("");
      assertEquals(List.of(at("127.0.0.1", 5300)), configuration.server().listen());
      assertNull(configuration.server().nsid());
      assertEquals(1232, configuration.udp().maxPayload());
      assertEquals(UdpTransport.AUTO, configuration.udp().transport());
      assertEquals(Duration.ofSeconds(10), configuration.tcp().idleTimeout());
      assertEquals(CookieMode.ANSWER, configuration.cookies().mode());
      assertFalse(configuration.rateLimit().enabled());
      assertEquals(LogLevel.INFO, configuration.log().level());
      assertEquals(LogFormat.TEXT, configuration.log().format());
      assertEquals(List.of(), configuration.zones());
    }

    @Test
    void eachCategoryHasALevelOfItsOwn() throws ConfigurationException {
      for (LogCategory one : LogCategory.values()) {
        Configuration configuration =
            read("[log]", "level = \"warn\"", "[log.levels]", one.word() + " = \"debug\"");
        configuration
            .log()
            .options()
            .levels()
            .forEach(
                (category, level) ->
                    assertEquals(category == one ? LogLevel.DEBUG : LogLevel.WARN, level));
      }
    }

    @Test
    void everyKindOfValue() throws ConfigurationException {
      Configuration configuration =
          read(
              "[server]",
              "listen = [\"0.0.0.0:53\", \"[2001:db8::1]:5353\"]",
              "nsid = \"ns1\"",
              "[udp]",
              "transport = \"netty\"",
              "receive-buffer = \"512KiB\"",
              "[tcp]",
              "idle-timeout = \"2m\"",
              "keepalive = false",
              "[cookies]",
              "secret = \"000102030405060708090a0b0c0d0e0F\"",
              "[[zone]]",
              "name = \"Example.COM.\"",
              "file = \"a.zone\"",
              "allow-query = [\"192.0.2.0/24\", \"2001:db8::/32\"]");
      assertEquals(
          List.of(at("0.0.0.0", 53), at("2001:db8::1", 5353)), configuration.server().listen());
      assertEquals("ns1", configuration.server().nsid());
      assertEquals(UdpTransport.NETTY, configuration.udp().transport());
      assertEquals(512 * 1024, configuration.udp().receiveBuffer().octetsAsInt());
      assertEquals(Duration.ofMinutes(2), configuration.tcp().idleTimeout());
      assertFalse(configuration.tcp().keepalive());
      assertEquals(
          CookieSecret.of(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}),
          configuration.cookies().secret());
      ZoneSettings zone = configuration.zones().getFirst();
      assertEquals(Name.parse("example.com."), zone.name());
      assertEquals(folder.resolve("a.zone"), zone.file());
      assertEquals("[192.0.2.0/24, 2001:db8::/32]", zone.queriers().toString());
      assertTrue(zone.minimalAny());
    }

    @Test
    void aSecretIsNeverPrinted() throws ConfigurationException {
      String secret = "ab".repeat(CookieSecret.SIZE_OCTETS);
      Configuration configuration = read("[cookies]", "secret = \"" + secret + "\"");
      assertFalse(configuration.toString().contains("ab".repeat(2)));
    }
  }

  @Nested
  class Refused {
    @Test
    void whatIsNotToml() {
      assertFindings(
          List.of(
              "nomen.toml:2:10: error: Unexpected end of line, expected ', \", ''', \"\"\", a"
                  + " number, a boolean, a date/time, an array, or a table"),
          "[server]",
          "listen = ",
          "typo = 1");
    }

    @Test
    void anUnknownKeyWithItsNearMiss() {
      assertFinding(
          "2:1: error: udp.max_payload: is not known; did you mean max-payload?",
          "[udp]",
          "max_payload = 1232");
      assertFinding(
          "1:1: error: udpp: is not known; did you mean udp?", "[udpp]", "max-payload = 1232");
    }

    @Test
    void anUnknownKeyWithNothingNear() {
      assertFinding(
          "2:1: error: log.colour: is not known; known here: level, format, levels, queries",
          "[log]",
          "colour = true");
    }

    @Test
    void aWrongType() {
      assertFinding(
          "2:1: error: udp.max-payload: is a string; allowed: an integer, from 512 to 4096",
          "[udp]",
          "max-payload = \"1232\"");
      assertFinding(
          "2:1: error: server.listen: is a string; allowed: an array, each element an IP address"
              + " and a port: \"192.0.2.1:53\", \"[2001:db8::1]:53\"",
          "[server]",
          "listen = \"127.0.0.1:53\"");
      assertFinding("1:1: error: zone: is a table; allowed: [[zone]]", "[zone]", "name = \"a.\"");
      assertFinding("1:1: error: log: is a boolean; allowed: a table", "log = true");
    }

    @Test
    void anythingOutOfRange() {
      assertFinding(
          "2:1: error: udp.max-payload: 511 is out of range; allowed: an integer, from 512 to 4096",
          "[udp]",
          "max-payload = 511");
      assertFinding(
          "2:1: error: udp.batch: 4294967297 is out of range; allowed: an integer, from 1 to 1024",
          "[udp]",
          "batch = 4294967297");
      assertFinding(
          "2:1: error: tcp.idle-timeout: \"2h\" is out of range; allowed: a number and a unit:"
              + " \"500ms\", \"10s\", \"5m\", \"1h\", \"1d\", from \"100ms\" to \"1h\"",
          "[tcp]",
          "idle-timeout = \"2h\"");
    }

    @Test
    void aDurationWithoutUnit() {
      assertFinding(
          "2:1: error: tcp.write-timeout: \"5\" is not a number with a unit; allowed: a number and"
              + " a unit: \"500ms\", \"10s\", \"5m\", \"1h\", \"1d\", from \"100ms\" to \"1h\"",
          "[tcp]",
          "write-timeout = \"5\"");
    }

    @Test
    void anUnknownWord() {
      assertFinding(
          "2:1: error: udp.transport: \"Native\" is not one of the words; allowed: \"auto\" or"
              + " \"native\" or \"netty\"",
          "[udp]",
          "transport = \"Native\"");
    }

    @Test
    void aSecretOfTheWrongSizeWithoutRepeatingIt() {
      assertFinding(
          "2:1: error: cookies.secret: is not a secret of 16 octets; allowed: a string of 32"
              + " hexadecimal digits",
          "[cookies]",
          "secret = \"0011\"");
    }

    @Test
    void listenersTwice() {
      assertFinding(
          "2:29: error: server.listen[2]: duplicate \"127.0.0.1:53\", first defined in line 2",
          "[server]",
          "listen = [\"127.0.0.1:53\",   \"127.0.0.1:53\"]");
    }

    @Test
    void zonesTwiceInWhateverCase() {
      assertFinding(
          "5:1: error: zone[2].name: duplicate zone \"EXAMPLE.com\", first defined in line 2",
          "[[zone]]",
          "name = \"example.com.\"",
          "file = \"a.zone\"",
          "[[zone]]",
          "name = \"EXAMPLE.com\"",
          "file = \"a.zone\"");
    }

    @Test
    void whatIsMissing() {
      assertFinding(
          "1:1: error: zone[1] \"example.com.\": set either file or primaries",
          "[[zone]]",
          "name = \"example.com.\"");
      assertFinding(
          "2:1: error: server.listen: is empty; needs at least one element: an IP address and a"
              + " port: \"192.0.2.1:53\", \"[2001:db8::1]:53\"",
          "[server]",
          "listen = []");
    }

    @Test
    void zoneFilesAreLookedAtWhenTheyAreReadAndNoSooner() throws Exception {
      Configuration configuration = read("[[zone]]", "name = \"a.\"", "file = \"missing.zone\"");
      assertEquals(folder.resolve("missing.zone"), configuration.zones().getFirst().file());
    }

    @Test
    void everythingAtOnceInTheOrderOfTheFile() {
      assertFindings(
          List.of(
              "nomen.toml:2:12: error: server.listen[1]: \"localhost\" is not an IP address;"
                  + " allowed: an IP address and a port: \"192.0.2.1:53\", \"[2001:db8::1]:53\"",
              "nomen.toml:3:1: error: server.nsid: has 0 octets; allowed: a string of 1 to 255"
                  + " octets",
              "nomen.toml:5:1: error: zone[1].name: \"a..b\" is not a name: empty label in name:"
                  + " a..b; allowed: a domain name: \"example.com.\", \".\"",
              "nomen.toml:7:1: error: zone[1].allow-querry: is not known; did you mean"
                  + " allow-query?"),
          "[server]",
          "listen =  [\"localhost:53\"]",
          "nsid = \"\"",
          "[[zone]]",
          "name = \"a..b\"",
          "file = \"a.zone\"",
          "allow-querry = []");
    }

    @Test
    void aFileThatIsNotThere() {
      Path missing = folder.resolve("none.toml");
      ConfigurationException refused =
          assertThrows(ConfigurationException.class, () -> ConfigurationReader.read(missing));
      assertEquals(missing + ": error: there is no such file", refused.getMessage());
    }

    @Test
    void aFileThatIsNotUtf8() throws IOException {
      Path latin = folder.resolve("latin.toml");
      Files.write(latin, "# Z\u00fcrich".getBytes(StandardCharsets.ISO_8859_1));
      ConfigurationException refused =
          assertThrows(ConfigurationException.class, () -> ConfigurationReader.read(latin));
      assertEquals(latin + ": error: the file is not UTF-8 text", refused.getMessage());
    }
  }
}
