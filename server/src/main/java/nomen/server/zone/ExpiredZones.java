package nomen.server.zone;

import java.util.HashSet;
import java.util.Set;
import nomen.codec.name.Name;
import nomen.store.zone.ZoneSnapshot;

/**
 * The zones that are here but too old to be served: their primaries were not heard of for longer
 * than EXPIRE (RFC 1035 section 3.3.13). Such a zone gets SERVFAIL, nothing leads into it, and
 * nobody may transfer it.
 *
 * <p>Any thread may ask; it costs a read while no zone has expired, and makes no object.
 */
public final class ExpiredZones {
  /** Never changed once it is here. */
  private volatile Set<Name> apexes = Set.of();

  /** Whether a zone is not to be served for its age. */
  public boolean has(ZoneSnapshot zone) {
    Set<Name> now = apexes;
    return !now.isEmpty() && now.contains(zone.origin());
  }

  /** As the other, by the apex. */
  public boolean has(Name apex) {
    return apexes.contains(apex);
  }

  /** How many there are. */
  public int size() {
    return apexes.size();
  }

  /** A zone has become too old. */
  public synchronized void add(Name apex) {
    Set<Name> next = new HashSet<>(apexes);
    next.add(apex);
    apexes = Set.copyOf(next);
  }

  /** A zone is current, or gone. */
  public synchronized void remove(Name apex) {
    Set<Name> now = apexes;
    if (now.contains(apex)) {
      Set<Name> next = new HashSet<>(now);
      next.remove(apex);
      apexes = Set.copyOf(next);
    }
  }
}
