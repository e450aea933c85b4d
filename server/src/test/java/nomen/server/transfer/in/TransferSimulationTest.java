package nomen.server.transfer.in;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import nomen.codec.name.Name;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.rr.Serial;
import nomen.store.zone.ZoneSnapshot;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A primary and five secondaries, some of which have the zone from others, in a network that loses,
 * doubles and reorders messages, breaks connections and cuts servers off, while servers are killed
 * and started again: in virtual time, each seed its own story.
 *
 * <pre>
 *   primary --- a --- c --- d
 *      |  \    /     /
 *      |   \  /     /
 *      e    b -----+
 * </pre>
 *
 * <p>At every moment each secondary serves a version that the primary had; and when the faults have
 * stopped, all serve the primary's.
 */
@Timeout(120)
class TransferSimulationTest {
  private static final Name APEX = Name.parse("example.");
  private static final long START_MILLIS = 1_704_067_200_000L;
  private static final long FAULTS_MILLIS = 20 * 60_000;

  /** The zone's REFRESH is 60 s; a server without data waits for 300 s at most. */
  private static final long PEACE_MILLIS = 11 * 60_000;

  private final VirtualTime time = new VirtualTime(START_MILLIS);
  private final Map<InetSocketAddress, SimulatedServer> servers = new HashMap<>();
  private final List<SimulatedServer> secondaries = new ArrayList<>();
  private final Map<Integer, Set<ResourceRecord>> versions = new HashMap<>();
  private final Map<SimulatedServer, Integer> serials = new HashMap<>();
  private final Set<SimulatedServer> retransferred = new HashSet<>();
  private Random random = new Random(0);
  private SimulatedNetwork network = new SimulatedNetwork(time, random);
  private int transitions;

  private static InetSocketAddress address(int number) {
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) number}), 53);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private SimulatedServer server(String name, SimulatedServer... primaries) {
    InetSocketAddress address = address(servers.size() + 1);
    List<InetSocketAddress> from = new ArrayList<>();
    for (SimulatedServer primary : primaries) {
      from.add(primary.address);
    }
    SimulatedServer server =
        new SimulatedServer(name, address, APEX, from, network, servers::get, this::published);
    for (SimulatedServer primary : primaries) {
      primary.followers.add(server);
    }
    servers.put(address, server);
    if (primaries.length > 0) {
      secondaries.add(server);
    }
    return server;
  }

  private static Set<ResourceRecord> records(ZoneSnapshot zone) {
    return new HashSet<>(TransferMessages.records(zone));
  }

  /** Each state that becomes visible anywhere comes here. */
  private void published(SimulatedServer server, ZoneSnapshot zone) {
    int serial = (int) zone.serial();
    if (!secondaries.contains(server)) {
      versions.put(serial, records(zone));
      return;
    }
    assertEquals(versions.get(serial), records(zone), () -> server.name + " serves what never was");
    Integer before = serials.put(server, serial);
    if (before != null && before != serial && !retransferred.contains(server)) {
      assertTrue(Serial.isNewer(serial, before), () -> server.name + " went back");
    }
    transitions++;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void allSecondariesConverge(long seed) {
    random = new Random(seed);
    network = new SimulatedNetwork(time, random);
    SimulatedServer primary = server("primary");
    SimulatedServer a = server("a", primary);
    SimulatedServer b = server("b", primary, a);
    SimulatedServer c = server("c", a, b);
    server("d", c);
    server("e", primary);
    ZoneVersions zone = new ZoneVersions(APEX, 40, random.nextInt(), random);
    servers.values().forEach(SimulatedServer::start);
    primary.load(zone.snapshot());
    changes(primary, zone, START_MILLIS + FAULTS_MILLIS);
    faults(START_MILLIS + FAULTS_MILLIS);
    time.pass(FAULTS_MILLIS);

    network.lossPercent = 0;
    network.resetPercent = 0;
    network.noIxfrPercent = 0;
    long requests = 0;
    for (SimulatedServer server : servers.values()) {
      network.join(server);
      if (!server.isUp()) {
        server.start();
      }
      requests += server.requests();
    }
    time.pass(PEACE_MILLIS);

    ZoneSnapshot truth = primary.served();
    assertNotNull(truth);
    fetchAnew((int) truth.serial());
    for (SimulatedServer server : secondaries) {
      converged(server, truth);
      server.kill();
      server.start();
      ZoneSnapshot kept = server.served();
      assertNotNull(kept);
      assertTrue(
          records(truth).equals(records(kept)), "what a restart serves before it asks anybody");
      requests -= server.requests();
    }
    assertTrue(requests > -2_000, "in peace nobody asks without pause: " + -requests);
    assertTrue(transitions > 100, "much was transferred: " + transitions);
  }

  /**
   * Who lags by over half of the circle of serials cannot know that it lags (RFC 1982 section 3.2):
   * it takes its primaries for the ones that are behind, until an operator says otherwise.
   */
  private void fetchAnew(int serial) {
    for (SimulatedServer server : secondaries) {
      ZoneSnapshot served = server.served();
      if (served != null && Serial.isNewer((int) served.serial(), serial)) {
        retransferred.add(server);
        server.secondaries().retransfer(APEX);
        time.pass(PEACE_MILLIS);
      }
    }
  }

  private static void converged(SimulatedServer server, ZoneSnapshot truth) {
    ZoneSnapshot served = server.served();
    SecondaryStatus status = server.status();
    assertNotNull(served, server.name);
    assertNotNull(status);
    assertEquals(truth.serial(), served.serial(), () -> server.name + " " + status);
    assertTrue(records(truth).equals(records(served)), server.name);
    assertFalse(server.isExpired(), server.name);
    assertNull(status.lastError(), server.name);
  }

  private void changes(SimulatedServer primary, ZoneVersions zone, long untilMillis) {
    if (time.millis() >= untilMillis) {
      return;
    }
    if (primary.isUp()) {
      primary.change(zone.change());
    }
    time.schedule(1 + random.nextInt(10_000), () -> changes(primary, zone, untilMillis));
  }

  private void faults(long untilMillis) {
    if (time.millis() >= untilMillis) {
      return;
    }
    List<SimulatedServer> all = new ArrayList<>(secondaries);
    all.addAll(servers.values());
    SimulatedServer victim = all.get(random.nextInt(all.size()));
    long length = random.nextLong(100, 60_000);
    switch (random.nextInt(8)) {
      case 0 -> network.lossPercent = random.nextInt(40);
      case 1 -> network.resetPercent = random.nextInt(30);
      case 2 -> network.noIxfrPercent = random.nextInt(30);
      case 3, 4 -> {
        network.isolate(victim);
        time.schedule(length, () -> network.join(victim));
      }
      case 5, 6 -> {
        if (victim.isUp()) {
          victim.kill();
          time.schedule(length, victim::start);
        }
      }
      default -> {
        if (victim.isUp() && secondaries.contains(victim)) {
          operator(victim);
        }
      }
    }
    time.schedule(1 + random.nextInt(15_000), () -> faults(untilMillis));
  }

  /** What people and strangers do. */
  private void operator(SimulatedServer server) {
    switch (random.nextInt(3)) {
      case 0 -> server.secondaries().refresh(APEX);
      case 1 -> {
        retransferred.add(server);
        server.secondaries().retransfer(APEX);
      }
      default ->
          server
              .secondaries()
              .notified(
                  APEX,
                  servers.keySet().iterator().next().getAddress(),
                  null,
                  random.nextInt() & 0xffff_ffffL);
    }
  }
}
