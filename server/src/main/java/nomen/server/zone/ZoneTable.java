package nomen.server.zone;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** All zones, as they are now. */
  public List<ZoneSettings> zones() {
    return List.copyOf(zones.values());
  }

  /** Adds one that hears of what changes from now on. */
  public void addListener(ZoneListener listener) {
    listeners.add(listener);
  }

  /** Puts other zones in the place of these, and tells the listeners: what goes comes first. */
  public synchronized void replace(Collection<ZoneSettings> with) {
    Map<Name, ZoneSettings> before = zones;
    Map<Name, ZoneSettings> after = index(with);
    zones = after;
    List<Consumer<ZoneListener>> news = new ArrayList<>();
    for (ZoneSettings zone : before.values()) {
      if (!after.containsKey(zone.name())) {
        news.add(listener -> listener.removed(zone));
      }
    }
    for (ZoneSettings zone : after.values()) {
      ZoneSettings old = before.get(zone.name());
      if (old == null) {
        news.add(listener -> listener.added(zone));
      } else if (!old.equals(zone)) {
        news.add(listener -> listener.changed(old, zone));
      }
    }
    for (Consumer<ZoneListener> one : news) {
      listeners.forEach(one);
    }
  }
}
