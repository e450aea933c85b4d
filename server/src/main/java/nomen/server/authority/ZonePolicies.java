package nomen.server.authority;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import nomen.codec.name.Name;
import nomen.server.config.AccessList;
import nomen.server.config.AclElement;
import nomen.server.config.ZoneSettings;
import nomen.server.zone.ZoneListener;
import nomen.store.zone.ZoneSnapshot;

/**
 * The policy of each zone, by its apex. It is shared by all event loops, which read it without a
 * lock while zones come and go.
 */
public final class ZonePolicies implements ZoneListener {
  /** A zone that no settings speak of is answered to nobody. */
  private static final ZonePolicy CLOSED = new ZonePolicy(new AccessList(List.of()), true);

  private final Map<Name, ZonePolicy> byApex = new ConcurrentHashMap<>();

  /** Zones that were configured alike have the same list, and then the same policy. */
  private volatile Latest latest = new Latest(List.of(), CLOSED);

  private record Latest(List<AclElement> queriers, ZonePolicy policy) {}

  /** The policies that the zones' settings ask for. */
  public ZonePolicies(Collection<ZoneSettings> zones) {
    zones.forEach(this::added);
  }

  /** The policy of a zone. */
  public ZonePolicy of(ZoneSnapshot zone) {
    return byApex.getOrDefault(zone.origin(), CLOSED);
  }

  @Override
  public void added(ZoneSettings zone) {
    Latest before = latest;
    List<AclElement> queriers = zone.queriers();
    boolean isAlike =
        before.queriers == queriers && before.policy.minimalAny() == zone.minimalAny();
    ZonePolicy policy = isAlike ? before.policy : ZonePolicy.of(zone);
    latest = new Latest(queriers, policy);
    byApex.put(zone.name(), policy);
  }

  @Override
  public void changed(ZoneSettings before, ZoneSettings after) {
    added(after);
  }

  @Override
  public void removed(ZoneSettings zone) {
    byApex.remove(zone.name());
  }
}
