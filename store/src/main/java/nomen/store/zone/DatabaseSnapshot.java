package nomen.store.zone;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import nomen.codec.name.Labels;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;

/**
 * The zones that are served at one moment. It never changes.
 *
 * <p>Zones lie in a hash table by apex. A search tries the name and its ancestors, the longest
 * first, but only those of as many labels as some apex has.
 */
public final class DatabaseSnapshot {
  /** From one changed zone in 16 on, a pass over all zones is cheaper than a search for each. */
  private static final int SEARCHES_PER_ZONE = 16;

  /** No zone at all. */
  public static final DatabaseSnapshot EMPTY = new DatabaseSnapshot(List.of());

  /** In canonical order of the apexes. */
  private final List<ZoneSnapshot> zones;

  /** Open addressing, at most half full. */
  private final @Nullable ZoneSnapshot[] table;

  /** Whether some apex has as many labels as the index. */
  private final boolean[] labelCounts;

  private DatabaseSnapshot(
      List<ZoneSnapshot> zones, @Nullable ZoneSnapshot[] table, boolean[] labelCounts) {
    this.zones = zones;
    this.table = table;
    this.labelCounts = labelCounts;
  }

  private DatabaseSnapshot(List<ZoneSnapshot> zones) {
    this.zones = zones;
    table = new @Nullable ZoneSnapshot[Integer.highestOneBit(zones.size() * 2 + 1) * 2];
    labelCounts = new boolean[Labels.MAX_LABELS + 1];
    for (ZoneSnapshot zone : zones) {
      byte[] apex = zone.originOctets();
      int at = slot(apex, 0, apex.length);
      ZoneSnapshot there = table[at];
      while (there != null) {
        if (there.origin().equals(zone.origin())) {
          throw new IllegalArgumentException("two zones named " + zone.origin());
        }
        at = at + 1 & table.length - 1;
        there = table[at];
      }
      table[at] = zone;
      labelCounts[zone.apexLabels()] = true;
    }
  }

  /**
   * The given zones.
   *
   * @throws IllegalArgumentException if two have the same apex
   */
  public static DatabaseSnapshot of(Collection<ZoneSnapshot> zones) {
    return new DatabaseSnapshot(
        zones.stream().sorted(Comparator.comparing(ZoneSnapshot::origin)).toList());
  }

  /**
   * The zone that answers for a name: of those whose apex is the name or an ancestor of it, the one
   * with the most labels. For QTYPE DS at a zone's apex it is the zone above if that is here too,
   * for DS belongs to the parent's side. If the zone above delegates what lies between the two, it
   * is not the parent, and the zone itself answers that it has no DS (RFC 4035 section 3.1.4.1).
   * Allocates nothing.
   *
   * @param octets the array in which the name stands, in uncompressed wire format
   * @param nameOffset where it begins
   * @param qtype the QTYPE
   * @param scratch the caller's own; the outcome that it keeps may change
   * @return null if no zone encloses the name
   */
  public @Nullable ZoneSnapshot findZone(
      byte[] octets, int nameOffset, int qtype, ZoneLookup scratch) {
    int end = nameOffset + Labels.length(octets, nameOffset);
    int labels = Labels.count(octets, nameOffset);
    ZoneSnapshot atName = null;
    int at = nameOffset;
    while (true) {
      if (labelCounts[labels]) {
        ZoneSnapshot zone = probe(octets, at, end - at);
        if (zone != null) {
          if (qtype == TypeCodes.DS && at == nameOffset) {
            atName = zone;
          } else {
            boolean isParent =
                atName == null
                    || !(zone.lookup(octets, nameOffset, qtype, scratch)
                        instanceof Lookup.Delegation);
            return isParent ? zone : atName;
          }
        }
      }
      if (labels == 0) {
        return atName;
      }
      at += octets[at] + 1;
      labels--;
    }
  }

  private @Nullable ZoneSnapshot probe(byte[] octets, int offset, int length) {
    return table[find(octets, offset, length)];
  }

  /** Where the zone of an apex is in the table; an empty slot if it is not there. */
  private int find(byte[] octets, int offset, int length) {
    int at = slot(octets, offset, length);
    ZoneSnapshot zone = table[at];
    while (zone != null) {
      byte[] apex = zone.originOctets();
      if (apex.length == length && Labels.equalIgnoringCase(octets, offset, apex, 0, length)) {
        return at;
      }
      at = at + 1 & table.length - 1;
      zone = table[at];
    }
    return at;
  }

  private int slot(byte[] octets, int offset, int length) {
    int hash = Labels.hashIgnoringCase(octets, offset, length) * 0x9e3779b9;
    return (hash ^ hash >>> 16) & table.length - 1;
  }

  /** The zone whose apex is the given name, or null. */
  public @Nullable ZoneSnapshot zone(Name apex) {
    return probe(apex.toWire(), 0, apex.length());
  }

  /** All zones, in canonical order of their apexes. */
  public List<ZoneSnapshot> zones() {
    return zones;
  }

  /** These zones, with one put in the place of the one of the same apex, if there is one. */
  public DatabaseSnapshot with(ZoneSnapshot zone) {
    List<ZoneSnapshot> next = new ArrayList<>(zones);
    next.removeIf(old -> old.origin().equals(zone.origin()));
    next.add(zone);
    return of(next);
  }

  /**
   * These zones, with some put in the place of those of the same apexes. If each has one, which is
   * what a batch of updates leads to, this costs a copy of the references.
   */
  public DatabaseSnapshot with(Collection<ZoneSnapshot> changed) {
    @Nullable ZoneSnapshot[] nextTable = table.clone();
    for (ZoneSnapshot zone : changed) {
      byte[] apex = zone.originOctets();
      int slot = find(apex, 0, apex.length);
      if (nextTable[slot] == null) {
        Map<Name, ZoneSnapshot> all = new HashMap<>();
        zones.forEach(old -> all.put(old.origin(), old));
        changed.forEach(put -> all.put(put.origin(), put));
        return of(all.values());
      }
      nextTable[slot] = zone;
    }
    ZoneSnapshot[] next = zones.toArray(new ZoneSnapshot[0]);
    if (changed.size() > next.length / SEARCHES_PER_ZONE) {
      for (int i = 0; i < next.length; i++) {
        byte[] apex = next[i].originOctets();
        next[i] = Objects.requireNonNull(nextTable[find(apex, 0, apex.length)]);
      }
    } else {
      for (ZoneSnapshot zone : changed) {
        next[Collections.binarySearch(zones, zone, Comparator.comparing(ZoneSnapshot::origin))] =
            zone;
      }
    }
    return new DatabaseSnapshot(List.of(next), nextTable, labelCounts);
  }

  /** These zones without the one of an apex. */
  public DatabaseSnapshot without(Name apex) {
    return without(Set.of(apex));
  }

  /** These zones without those of some apexes. */
  public DatabaseSnapshot without(Set<Name> apexes) {
    List<ZoneSnapshot> next = new ArrayList<>(zones);
    next.removeIf(old -> apexes.contains(old.origin()));
    return of(next);
  }
}
