package nomen.server.transfer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import nomen.server.config.ConfigurationReader;
import nomen.server.config.ZoneSettings;
import nomen.server.transport.ClientAddress;
import org.junit.jupiter.api.Test;

class KnownServersTest {
  private static List<ZoneSettings> zones(String text) throws Exception {
    String server = "[server]\nlisten=[\"127.0.0.1:0\"]\ndata-dir=\"data\"\n";
    return ConfigurationReader.read(server + text, "c.toml", Path.of("/nowhere")).zones();
  }

  private static ClientAddress client(String text) {
    ClientAddress address = new ClientAddress();
    address.set(new InetSocketAddress(InetAddress.ofLiteral(text), 1));
    return address;
  }

  @Test
  void primariesSecondariesAndSmallNetworksAreKnown() throws Exception {
    KnownServers servers =
        new KnownServers(
            zones(
                """
                [[zone]]
                name = "a."
                primaries = ["192.0.2.1", "[2001:db8::1]:5300"]
                notify = ["192.0.2.2"]
                allow-transfer = ["198.51.100.0/24", "10.0.0.0/8", "2001:db8:1::/64", "::/0"]
                """));
    for (String host :
        List.of("192.0.2.1", "192.0.2.2", "2001:db8::1", "198.51.100.77", "2001:db8:1::77")) {
      assertTrue(servers.contains(client(host)), host);
    }
    for (String host : List.of("192.0.2.3", "10.0.0.1", "2001:db8::2", "2001:db8:2::1")) {
      assertFalse(servers.contains(client(host)), host);
    }
  }

  @Test
  void serversOfZonesThatGoAreForgotten() throws Exception {
    List<ZoneSettings> two =
        zones(
            """
            [[zone]]
            name = "a."
            primaries = ["192.0.2.1"]
            [[zone]]
            name = "b."
            primaries = ["192.0.2.1"]
            """);
    KnownServers servers = new KnownServers(two);
    servers.removed(two.get(0));
    assertTrue(servers.contains(client("192.0.2.1")));
    servers.removed(two.get(1));
    assertFalse(servers.contains(client("192.0.2.1")));
    assertTrue(servers.isEmpty());
  }
}
