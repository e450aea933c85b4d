package nomen.server.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;

/** What one setting of a zone alone does not show: everything that is to be checked of it. */
final class ZoneChecks {
  private final KeyCheck keys;
  private final boolean hasDataDir;

  /** The catalogs that the server makes; null if a zone of which no name is known may be one. */
  private final @Nullable Set<Name> producers;

  private final List<Finding> findings = new ArrayList<>();

  /**
   * Checks for the zones of a configuration.
   *
   * @param keys knows which keys there are
   * @param hasDataDir whether updates and transfers have a place, right or wrong
   */
  ZoneChecks(KeyCheck keys, Configuration configuration, boolean hasDataDir) {
    this.keys = keys;
    this.hasDataDir = hasDataDir;
    Set<Name> produced = new HashSet<>();
    boolean areAllNamed = true;
    for (ZoneSettings zone : configuration.zones()) {
      if (zone.name() == null) {
        areAllNamed = false;
      } else if (zone.isProduced()) {
        produced.add(zone.name());
      }
    }
    producers = areAllNamed ? produced : null;
  }

  /** Checks one; tells whether nothing is wrong with it. */
  boolean check(ZonePlace place, ZoneSettings zone) {
    List<Finding> found = new ArrayList<>(keys.check(place));
    found.addAll(UpdateCheck.check(place, zone, hasDataDir));
    found.addAll(TransferCheck.check(place, zone, hasDataDir));
    found.addAll(CatalogCheck.check(place, zone, hasDataDir, producers));
    findings.addAll(found);
    return found.isEmpty();
  }

  /** Everything that is wrong so far. */
  List<Finding> findings() {
    return findings;
  }
}
