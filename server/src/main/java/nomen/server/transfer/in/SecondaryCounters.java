package nomen.server.transfer.in;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens to the zones that come from primaries; any thread may use it. */
public final class SecondaryCounters {
  private final Map<SecondaryEvent, LongAdder> counts = new EnumMap<>(SecondaryEvent.class);

  SecondaryCounters() {
    for (SecondaryEvent event : SecondaryEvent.values()) {
      counts.put(event, new LongAdder());
    }
  }

  /** How often something has happened since the start. */
  public long events(SecondaryEvent event) {
    return counter(event).sum();
  }

  void count(SecondaryEvent event) {
    add(event, 1);
  }

  void add(SecondaryEvent event, long count) {
    counter(event).add(count);
  }

  private LongAdder counter(SecondaryEvent event) {
    return Objects.requireNonNull(counts.get(event));
  }
}
