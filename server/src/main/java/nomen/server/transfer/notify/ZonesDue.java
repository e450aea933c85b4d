package nomen.server.transfer.notify;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;

/** Zones that are to be told of, each at its own time, by that time. Not thread-safe. */
final class ZonesDue {
  private record Due(Name zone, long atNanos, long number) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = Long.signum(atNanos - other.atNanos);
      return byTime == 0 ? Long.compare(number, other.number) : byTime;
    }
  }

  private final Map<Name, Due> byZone = new HashMap<>();
  private final TreeSet<Due> byTime = new TreeSet<>();
  private long added;

  boolean isEmpty() {
    return byTime.isEmpty();
  }

  /** Adds a zone; one that is there already keeps its time. */
  void add(Name zone, long atNanos) {
    if (!byZone.containsKey(zone)) {
      Due due = new Due(zone, atNanos, added++);
      byZone.put(zone, due);
      byTime.add(due);
    }
  }

  void remove(Name zone) {
    Due due = byZone.remove(zone);
    if (due != null) {
      byTime.remove(due);
    }
  }

  /** In how long the first is due; {@link Long#MAX_VALUE} if there is none. */
  long nanosToFirst(long nowNanos) {
    return byTime.isEmpty() ? Long.MAX_VALUE : byTime.first().atNanos - nowNanos;
  }

  /** Takes the first out if it is due, else gives null. */
  @Nullable Name next(long nowNanos) {
    if (nanosToFirst(nowNanos) > 0) {
      return null;
    }
    Name zone = byTime.removeFirst().zone;
    byZone.remove(zone);
    return zone;
  }
}
