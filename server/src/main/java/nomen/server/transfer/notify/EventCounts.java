package nomen.server.transfer.notify;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often each event of a kind has happened. Any thread may count and read. */
final class EventCounts<E extends Enum<E>> {
  private final Map<E, LongAdder> counts;

  EventCounts(Class<E> kind) {
    counts = new EnumMap<>(kind);
    for (E event : kind.getEnumConstants()) {
      counts.put(event, new LongAdder());
    }
  }

  void add(E event, long times) {
    of(event).add(times);
  }

  long get(E event) {
    return of(event).sum();
  }

  private LongAdder of(E event) {
    LongAdder count = counts.get(event);
    if (count == null) {
      throw new AssertionError(event);
    }
    return count;
  }
}
