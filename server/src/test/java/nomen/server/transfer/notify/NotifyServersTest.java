package nomen.server.transfer.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import nomen.codec.name.Name;
import nomen.server.config.Configuration;
import nomen.server.config.ConfigurationReader;
import nomen.server.config.RemoteServer;
import nomen.server.config.ZoneSettings;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.ZoneSnapshot;
import nomen.store.zonefile.ZoneLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is told of a zone: RFC 1996 section 2.3. */
class NotifyServersTest {
  @TempDir private Path folder;

  /** The servers of the first zone. */
  private List<String> servers(String settings, String... zoneFiles) throws Exception {
    StringBuilder text = new StringBuilder();
    List<ZoneSnapshot> zones = new ArrayList<>();
    for (int i = 0; i < zoneFiles.length; i++) {
      String apex = zoneFiles[i].lines().findFirst().orElseThrow().replace("$ORIGIN ", "");
      Path file = Files.writeString(folder.resolve("zone" + i), zoneFiles[i]);
      text.append("[[zone]]\nname = '%s'\nfile = '%s'\n".formatted(apex, file));
      text.append(i == 0 ? settings : "");
      zones.add(
          Objects.requireNonNull(
              new ZoneLoader((octets, ofOctets) -> {}).load(file, Name.parse(apex)).zone()));
    }
    Configuration configuration = ConfigurationReader.read(text.toString(), "nomen.toml", folder);
    ZoneSettings first = configuration.zones().getFirst();
    return new NotifyServers()
        .of(first, DatabaseSnapshot.of(zones)).stream().map(RemoteServer::toString).toList();
  }

  private static final String ZONE =
      """
      $ORIGIN example.com.
      $TTL 300
      @ SOA ns1 admin 100 3600 600 86400 300
      @ NS ns1
      @ NS ns2
      @ NS ns.sub
      @ NS ns.example.net.
      @ NS ns.elsewhere.test.
      ns1 A 192.0.2.1
      ns2 A 192.0.2.2
      ns2 AAAA 2001:db8::2
      sub NS ns.sub
      ns.sub A 192.0.2.3
      """;

  private static final String NET =
      """
      $ORIGIN example.net.
      $TTL 300
      @ SOA ns admin 1 3600 600 86400 300
      @ NS ns
      ns A 192.0.2.4
      """;

  @Test
  void theListOfTheZoneAlone() throws Exception {
    assertEquals(List.of("192.0.2.9:53"), servers("notify = ['192.0.2.9']\n", ZONE, NET));
    assertEquals(List.of(), servers("", ZONE, NET));
  }

  @Test
  void withTheNsSetButForThePrimary() throws Exception {
    // In the order of the RRset, which is that of the zone's storage.
    assertEquals(
        List.of(
            "192.0.2.9:5353", "192.0.2.3:53", "192.0.2.4:53", "192.0.2.2:53", "[2001:db8::2]:53"),
        servers("notify = ['192.0.2.9:5353']\nnotify-ns = true\n", ZONE, NET));
  }

  @Test
  void whoIsListedIsNotToldTwice() throws Exception {
    assertEquals(
        List.of("192.0.2.2:5300", "192.0.2.3:53", "[2001:db8::2]:53"),
        servers("notify = ['192.0.2.2:5300']\nnotify-ns = true\n", ZONE));
  }

  @Test
  void soManyAtMost() throws Exception {
    StringBuilder many = new StringBuilder(ZONE);
    for (int i = 0; i < 50; i++) {
      many.append("@ NS n%d\nn%d A 198.51.100.%d\n".formatted(i, i, i + 1));
    }
    assertEquals(NotifyServers.MAX_FROM_NS, servers("notify-ns = true\n", many.toString()).size());
  }
}
