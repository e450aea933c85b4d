package nomen.store.zone;

import java.util.Collection;
import java.util.List;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;

/** The zones that are served at one moment. It never changes. */
public final class DatabaseSnapshot {
  /** No zone at all. */
  public static final DatabaseSnapshot EMPTY = of(List.of());

  private final List<ZoneSnapshot> zones;

  private DatabaseSnapshot(Collection<ZoneSnapshot> zones) {
    this.zones = List.copyOf(zones);
  }

  /**
   * The given zones.
   *
   * @throws IllegalArgumentException if two have the same apex
   */
  public static DatabaseSnapshot of(Collection<ZoneSnapshot> zones) {
    return new DatabaseSnapshot(zones);
  }

  /**
   * The zone that answers for a name: of those whose apex is the name or an ancestor of it, the one
   * with the most labels. For QTYPE DS at a zone's apex it is the zone above if that is here too,
   * for DS belongs to the parent's side (RFC 4035 section 3.1.4.1). Allocates nothing.
   *
   * @param octets the array in which the name stands, in uncompressed wire format
   * @param nameOffset where it begins
   * @param qtype the QTYPE
   * @return null if no zone encloses the name
   */
  public @Nullable ZoneSnapshot findZone(byte[] octets, int nameOffset, int qtype) {
    return null;
  }

  /** The zone whose apex is the given name, or null. */
  public @Nullable ZoneSnapshot zone(Name apex) {
    return null;
  }

  /** All zones, in canonical order of their apexes. */
  public List<ZoneSnapshot> zones() {
    return zones;
  }

  /** These zones, with one put in the place of the one of the same apex, if there is one. */
  public DatabaseSnapshot with(ZoneSnapshot zone) {
    return this;
  }
}
