package nomen.server.logging;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Samples on their way from one event loop to the thread that writes. The slots are made once and
 * filled again and again, so that a sample makes no object, and neither side waits for the other.
 */
final class QueryRing {
  /** Samples of one event loop that wait to be written. */
  static final int CAPACITY = 1024;

  private final QuerySample[] slots = new QuerySample[CAPACITY];

  /** The number of the next slot that the loop fills; only it writes this. */
  private final AtomicLong filled = new AtomicLong();

  /** The number of the next slot that is read; only the reader writes this. */
  private final AtomicLong read = new AtomicLong();

  QueryRing() {
    for (int i = 0; i < CAPACITY; i++) {
      slots[i] = new QuerySample();
    }
  }

  /** The slot to fill, or null if all wait to be written; {@link #publish} follows. */
  @Nullable QuerySample next() {
    long next = filled.getPlain();
    return next - read.getAcquire() < CAPACITY ? slots[(int) (next % CAPACITY)] : null;
  }

  /**
   * Hands over the slot that {@link #next} gave.
   *
   * @return whether the reader should be woken: the ring has just become half full
   */
  boolean publish() {
    long next = filled.getPlain() + 1;
    filled.setRelease(next);
    return next - read.getAcquire() == CAPACITY / 2;
  }

  /**
   * Reads one sample.
   *
   * @return false if there is none
   */
  boolean poll(Consumer<QuerySample> reader) {
    long next = read.getPlain();
    if (next == filled.getAcquire()) {
      return false;
    }
    reader.accept(slots[(int) (next % CAPACITY)]);
    read.setRelease(next + 1);
    return true;
  }
}
