package nomen.server.transfer;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import nomen.server.config.AclElement;
import nomen.server.config.Network;
import nomen.server.config.RemoteServer;
import nomen.server.config.ZoneSettings;
import nomen.server.transport.ClientAddress;
import nomen.server.transport.KnownClients;
import nomen.server.zone.ZoneListener;

/**
 * The servers that zones are exchanged with at the moment: {@code primaries}, {@code notify}, and
 * the networks of {@code allow-transfer} that are no larger than an organization's own. How often
 * each is named is counted, so that a zone that comes or goes costs no look at the others.
 */
public final class KnownServers implements KnownClients, ZoneListener {
  /** The shortest prefix of a network that counts, of IPv4 as {@link Network} has it. */
  private static final int MIN_V4_BITS = 96 + 24;

  private static final int MIN_V6_BITS = 64;

  private static final int ALL_BITS = 128;

  private final ConcurrentHashMap<Network, Integer> networks = new ConcurrentHashMap<>();

  /** Networks of each prefix length, so that only those are looked for that there are. */
  private final AtomicIntegerArray ofLength = new AtomicIntegerArray(ALL_BITS + 1);

  /** The servers of these zones. */
  public KnownServers(Collection<ZoneSettings> zones) {
    zones.forEach(this::added);
  }

  @Override
  public void added(ZoneSettings zone) {
    for (Network network : networks(zone)) {
      ofLength.incrementAndGet(network.prefixLength());
      networks.merge(network, 1, Integer::sum);
    }
  }

  @Override
  public void changed(ZoneSettings before, ZoneSettings after) {
    added(after);
    removed(before);
  }

  @Override
  public void removed(ZoneSettings zone) {
    for (Network network : networks(zone)) {
      networks.computeIfPresent(network, (key, count) -> count > 1 ? count - 1 : null);
      ofLength.decrementAndGet(network.prefixLength());
    }
  }

  private static List<Network> networks(ZoneSettings zone) {
    List<Network> found = new ArrayList<>();
    zone.primaries().forEach(server -> found.add(network(server)));
    zone.secondaries().forEach(server -> found.add(network(server)));
    for (AclElement element : zone.allowTransfer()) {
      Network network =
          switch (element) {
            case AclElement.Within within -> within.network();
            case AclElement.Both both -> both.network();
            case AclElement.Key _ -> null;
          };
      if (network != null && network.prefixLength() >= (network.v4() ? MIN_V4_BITS : MIN_V6_BITS)) {
        found.add(network);
      }
    }
    return found;
  }

  private static Network network(RemoteServer server) {
    InetAddress host = server.address().getAddress();
    ClientAddress address = new ClientAddress();
    address.set(new InetSocketAddress(host, 0));
    return new Network(
        address.high(), address.low(), ALL_BITS, address.length() == ClientAddress.IPV4_OCTETS);
  }

  @Override
  public boolean contains(ClientAddress address) {
    boolean v4 = address.length() == ClientAddress.IPV4_OCTETS;
    for (int bits = v4 ? MIN_V4_BITS : MIN_V6_BITS; bits <= ALL_BITS; bits++) {
      if (ofLength.get(bits) > 0
          && networks.containsKey(Network.around(address.high(), address.low(), bits, v4))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean isEmpty() {
    return networks.isEmpty();
  }
}
