package nomen.server.transfer.in;

import java.util.Comparator;
import java.util.PriorityQueue;

/** The time of a simulation: passes as fast as what is to be done is done. For one thread. */
final class VirtualTime {
  private record Entry(long at, long number, Runnable task) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::number));

  private long now;
  private long number;

  VirtualTime(long startMillis) {
    now = startMillis;
  }

  long millis() {
    return now;
  }

  /** What is still to be done. */
  int waiting() {
    return entries.size();
  }

  void schedule(long delayMillis, Runnable task) {
    entries.add(new Entry(now + delayMillis, number++, task));
  }

  /** Lets so much time pass; gives how many things were done. */
  long pass(long millis) {
    long until = now + millis;
    long before = number;
    for (Entry next = entries.peek(); next != null && next.at() <= until; next = entries.peek()) {
      entries.remove();
      now = next.at();
      next.task().run();
    }
    now = until;
    return number - before;
  }
}
