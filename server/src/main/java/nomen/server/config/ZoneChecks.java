package nomen.server.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nomen.codec.name.Name;

/** What one setting of a zone alone does not show: everything that is to be checked of it. */
final class ZoneChecks {
  private final KeyCheck keys;
  private final ServerSettings server;
  private final boolean isComplete;
  private final Set<Name> producers = new HashSet<>();
  private final List<Finding> findings = new ArrayList<>();

  /**
   * Checks for the zones of a configuration.
   *
   * @param keys knows which keys there are
   * @param isComplete whether the configuration has all zones; else nothing is said of how one
   *     refers to another
   */
  ZoneChecks(KeyCheck keys, Configuration configuration, boolean isComplete) {
    this.keys = keys;
    this.isComplete = isComplete;
    server = configuration.server();
    for (ZoneSettings zone : configuration.zones()) {
      if (zone.isProduced()) {
        producers.add(zone.name());
      }
    }
  }

  /** Checks one; tells whether nothing is wrong with it. */
  boolean check(ZonePlace place, ZoneSettings zone) {
    List<Finding> found = new ArrayList<>(keys.check(place));
    found.addAll(UpdateCheck.check(place, zone, server));
    found.addAll(TransferCheck.check(place, zone, server));
    if (isComplete) {
      found.addAll(CatalogCheck.check(place, zone, server, producers));
    }
    findings.addAll(found);
    return found.isEmpty();
  }

  /** Everything that is wrong so far. */
  List<Finding> findings() {
    return findings;
  }
}
