package nomen.server.transfer.in;

import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Counts what happens to the zones that come from primaries; any thread may use it. */
public final class SecondaryCounters {
  private final LongAdder[] counts =
      Stream.generate(LongAdder::new)
          .limit(SecondaryEvent.values().length)
          .toArray(LongAdder[]::new);

  /** How often something has happened since the start. */
  public long events(SecondaryEvent event) {
    return counts[event.ordinal()].sum();
  }

  void count(SecondaryEvent event) {
    add(event, 1);
  }

  void add(SecondaryEvent event, long count) {
    counts[event.ordinal()].add(count);
  }
}
