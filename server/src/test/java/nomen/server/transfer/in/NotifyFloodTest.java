package nomen.server.transfer.in;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import nomen.codec.name.Name;
import nomen.store.zone.ZoneSnapshot;
import org.junit.jupiter.api.Test;

/** NOTIFY in such numbers as somebody sends who forges a primary's address. */
class NotifyFloodTest {
  private static final Name APEX = Name.parse("flood.test.");
  private static final int FLOOD = 1_000;
  private static final long LONG_MILLIS = 60_000;

  private final VirtualTime time = new VirtualTime(1_700_000_000_000L);
  private final Map<InetSocketAddress, SimulatedServer> servers = new HashMap<>();

  private SimulatedServer server(
      String name, String host, SimulatedNetwork network, List<InetSocketAddress> primaries) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral(host), 53);
    SimulatedServer server =
        new SimulatedServer(
            name,
            address,
            APEX,
            primaries,
            network,
            servers::get,
            (_, zone) -> assertNotNull(zone));
    servers.put(address, server);
    return server;
  }

  @Test
  void aFloodDoesNotPileUpAndHidesNoNews() {
    Random random = new Random(1996);
    SimulatedNetwork network = new SimulatedNetwork(time, random);
    SimulatedServer primary = server("primary", "192.0.2.1", network, List.of());
    SimulatedServer secondary = server("secondary", "192.0.2.2", network, List.of(primary.address));
    ZoneVersions versions = new ZoneVersions(APEX, 40, 100, random);
    primary.start();
    primary.load(versions.snapshot());
    secondary.start();
    time.pass(LONG_MILLIS);
    long before = serial(secondary);
    assertEquals(serial(primary), before);

    primary.change(versions.change());
    int waiting = time.waiting();
    for (int i = 0; i < FLOOD; i++) {
      tell(secondary, primary, before);
    }
    assertEquals(SecondaryZone.MAX_TOLD, time.waiting() - waiting);
    tell(secondary, primary, serial(primary));
    assertEquals(SecondaryZone.MAX_TOLD, time.waiting() - waiting);
    time.pass(100);
    assertTrue(serial(primary) != before);
    assertEquals(serial(primary), serial(secondary));
  }

  private static void tell(SimulatedServer secondary, SimulatedServer primary, long serial) {
    secondary.secondaries().notified(APEX, primary.address.getAddress(), null, serial);
  }

  private static long serial(SimulatedServer server) {
    ZoneSnapshot zone = server.served();
    assertNotNull(zone);
    return zone.serial();
  }
}
