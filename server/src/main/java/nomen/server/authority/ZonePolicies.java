package nomen.server.authority;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nomen.codec.name.Name;
import nomen.server.config.AccessList;
import nomen.server.config.ZoneSettings;
import nomen.store.zone.ZoneSnapshot;

/** The policy of each zone, by its apex. It never changes and is shared by all event loops. */
public final class ZonePolicies {
  /** A zone that no settings speak of is answered to nobody. */
  private static final ZonePolicy CLOSED = new ZonePolicy(new AccessList(List.of()), true);

  private final Map<Name, ZonePolicy> byApex = new HashMap<>();

  /** The policies that the zones' settings ask for. */
  public ZonePolicies(Collection<ZoneSettings> zones) {
    for (ZoneSettings zone : zones) {
      byApex.put(zone.name(), ZonePolicy.of(zone));
    }
  }

  /** The policy of a zone. */
  public ZonePolicy of(ZoneSnapshot zone) {
    return byApex.getOrDefault(zone.origin(), CLOSED);
  }
}
