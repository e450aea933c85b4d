package nomen.server.zone;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import nomen.codec.name.Name;
import nomen.server.config.ZoneSettings;
import org.jspecify.annotations.Nullable;

/**
 * The settings of all zones that are served at the moment: those of the configuration, and those
 * that catalog zones list. Any thread may read it.
 */
public final class ZoneTable {
  private final List<ZoneListener> listeners = new CopyOnWriteArrayList<>();
  private volatile ZoneKeeper keeper = erased -> {};
  private volatile Map<Name, ZoneSettings> zones;

  /** A table of these zones, in this order. */
  public ZoneTable(Collection<ZoneSettings> first) {
    zones = index(first);
  }

  private static Map<Name, ZoneSettings> index(Collection<ZoneSettings> settings) {
    Map<Name, ZoneSettings> map = new LinkedHashMap<>();
    for (ZoneSettings zone : settings) {
      map.put(zone.name(), zone);
    }
    return map;
  }

  /** The settings of a zone, null if it is not served. */
  public @Nullable ZoneSettings zone(Name apex) {
    return zones.get(apex);
  }

  /** Whether a zone is served because a catalog of others lists it (RFC 9432). */
  public boolean isMember(ZoneSettings zone) {
    Name name = zone.inCatalog();
    ZoneSettings catalog = name == null ? null : zones.get(name);
    return catalog != null && catalog.isConsumed();
  }

  /** All zones, as they are now. */
  public List<ZoneSettings> zones() {
    return List.copyOf(zones.values());
  }

  /** Adds one that hears of what changes from now on. */
  public void addListener(ZoneListener listener) {
    listeners.add(listener);
  }

  /** Names the one that has the zones' data from now on. */
  public void keptBy(ZoneKeeper data) {
    keeper = data;
  }

  /** As the other; the data of zones that go are kept. */
  public void replace(Collection<ZoneSettings> with) {
    replace(with, Set.of());
  }

  /**
   * Puts other zones in the place of these. The listeners are told what goes; then the data follow;
   * then the listeners are told what is served in another way, and what comes. It waits for the
   * disk: not for an event loop, nor for the writer's thread.
   *
   * @param erased zones of which nothing is to be kept: they go, and those of them that are still
   *     in the table come back without data
   */
  public synchronized void replace(Collection<ZoneSettings> with, Set<Name> erased) {
    Map<Name, ZoneSettings> before = zones;
    Map<Name, ZoneSettings> after = index(with);
    zones = after;
    List<Consumer<ZoneListener>> goes = new ArrayList<>();
    List<Consumer<ZoneListener>> comes = new ArrayList<>();
    for (ZoneSettings old : before.values()) {
      if (!after.containsKey(old.name()) || erased.contains(old.name())) {
        goes.add(listener -> listener.removed(old));
      }
    }
    for (ZoneSettings zone : after.values()) {
      ZoneSettings old = before.get(zone.name());
      if (old == null || erased.contains(zone.name())) {
        comes.add(listener -> listener.added(zone));
      } else if (!old.equals(zone)) {
        comes.add(listener -> listener.changed(old, zone));
      }
    }
    tell(goes);
    keeper.follow(erased);
    tell(comes);
  }

  private void tell(List<Consumer<ZoneListener>> news) {
    for (Consumer<ZoneListener> one : news) {
      listeners.forEach(one);
    }
  }
}
