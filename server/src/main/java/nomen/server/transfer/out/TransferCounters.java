package nomen.server.transfer.out;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The counters of transfers to others. Any thread may add and read. */
public final class TransferCounters {
  private final Map<TransferCounter, LongAdder> values = new EnumMap<>(TransferCounter.class);

  TransferCounters() {
    for (TransferCounter counter : TransferCounter.values()) {
      values.put(counter, new LongAdder());
    }
  }

  void add(TransferCounter counter, long amount) {
    LongAdder value = values.get(counter);
    if (value != null) {
      value.add(amount);
    }
  }

  /** Reads one. */
  public long get(TransferCounter counter) {
    LongAdder value = values.get(counter);
    return value == null ? 0 : value.sum();
  }
}
