package nomen.server.transfer.notify;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import nomen.codec.name.Name;
import nomen.server.config.RemoteServer;
import org.jspecify.annotations.Nullable;

/**
 * The secondaries of one zone. Those of its {@code notify} are always there; of others, which are
 * seen when they ask for a transfer or come from the NS RRset, the last {@link #MAX_OTHERS}.
 * Belongs to the loop of its tracker.
 */
final class ZoneFollowers {
  /** The most secondaries that are known without being listed. */
  static final int MAX_OTHERS = 16;

  private final Name zone;
  private final PublishTimes times = new PublishTimes();
  private final LinkedHashMap<InetAddress, Follower> others = new LinkedHashMap<>();
  private List<Follower> listed = List.of();

  ZoneFollowers(Name zone) {
    this.zone = zone;
  }

  /** Sets who is listed; what is known of those who were before is kept. */
  void list(List<RemoteServer> entries) {
    Map<RemoteServer, Follower> known = new LinkedHashMap<>();
    listed.forEach(one -> known.put(entryOf(one), one));
    listed =
        entries.stream()
            .distinct()
            .map(it -> known.getOrDefault(it, new Follower(it.address().getAddress(), it)))
            .toList();
  }

  private static RemoteServer entryOf(Follower listed) {
    RemoteServer entry = listed.entry();
    if (entry == null) {
      throw new AssertionError("it is listed");
    }
    return entry;
  }

  PublishTimes times() {
    return times;
  }

  /** A serial can be seen by queries. */
  void published(int serial, long nowMillis) {
    if (!times.isEmpty() && times.newest() == serial) {
      return;
    }
    times.add(serial, nowMillis);
    listed.forEach(one -> one.published(serial, nowMillis));
    others.values().forEach(one -> one.published(serial, nowMillis));
  }

  /** How many of those that are listed have a serial or a newer one. */
  int countWith(int serial) {
    int count = 0;
    for (Follower one : listed) {
      if (one.has(serial)) {
        count++;
      }
    }
    return count;
  }

  /** The one that a NOTIFY goes to. */
  Follower of(RemoteServer server) {
    for (Follower one : listed) {
      if (server.equals(one.entry())) {
        return one;
      }
    }
    return other(server.address().getAddress());
  }

  private Follower other(InetAddress address) {
    Follower known = others.remove(address);
    others.put(address, known == null ? new Follower(address, null) : known);
    if (others.size() > MAX_OTHERS) {
      others.pollFirstEntry();
    }
    return others.get(address);
  }

  /** A client says what it has. */
  void asked(InetAddress client, @Nullable Name key, int haveSerial) {
    List<Follower> candidates = candidates(client, key);
    Follower found = first(candidates, one -> one.hasExactly(haveSerial));
    if (found == null) {
      found = first(candidates, one -> true);
    }
    (found == null ? other(client) : found).asked(haveSerial, times);
  }

  /** A client took a transfer. */
  void served(InetAddress client, @Nullable Name key, int serial, long nowMillis) {
    List<Follower> candidates = candidates(client, key);
    Follower found = first(candidates, one -> one.isAsking() && !one.has(serial));
    if (found == null) {
      found = first(candidates, one -> !one.has(serial));
    }
    if (found == null) {
      found = first(candidates, one -> true);
    }
    (found == null ? other(client) : found).served(serial, nowMillis, times);
  }

  private static @Nullable Follower first(List<Follower> from, Predicate<Follower> that) {
    for (Follower one : from) {
      if (that.test(one)) {
        return one;
      }
    }
    return null;
  }

  /**
   * Which of those listed a client can be: one whose entry has a key signs with it, one without is
   * known by its address. Several entries with one key are told apart by their addresses; of
   * several with one address, each is taken in turn as it falls behind.
   */
  private List<Follower> candidates(InetAddress client, @Nullable Name key) {
    List<Follower> byKey = new ArrayList<>();
    List<Follower> byAddress = new ArrayList<>();
    for (Follower one : listed) {
      Name own = entryOf(one).key();
      boolean here = one.address().equals(client);
      if (own != null && own.equals(key)) {
        byKey.add(one);
      }
      if (here && (own == null || own.equals(key))) {
        byAddress.add(one);
      }
    }
    List<Follower> both = byKey.stream().filter(byAddress::contains).toList();
    if (!both.isEmpty()) {
      return both;
    }
    return byKey.size() == 1 ? byKey : byAddress;
  }

  /** What is known of all, those that are listed first. */
  List<FollowerStatus> status() {
    List<FollowerStatus> all = new ArrayList<>();
    listed.forEach(one -> all.add(one.status(zone)));
    others.values().forEach(one -> all.add(one.status(zone)));
    return all;
  }
}
