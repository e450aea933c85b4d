package nomen.server.transfer.notify;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeSet;
import nomen.codec.name.Name;
import nomen.server.update.FollowGate;

/**
 * The answers that are held back until secondaries follow: in the order in which they came for each
 * zone, and by deadline for all. Belongs to the loop of its tracker.
 */
final class FollowWaits {
  private static final class Wait implements Comparable<Wait> {
    private final Name zone;
    private final int serial;
    private final int wanted;
    private final long deadlineNanos;
    private final long number;
    private final FollowGate.Waiter waiter;

    Wait(
        Name zone,
        int serial,
        int wanted,
        long deadlineNanos,
        long number,
        FollowGate.Waiter waiter) {
      this.zone = zone;
      this.serial = serial;
      this.wanted = wanted;
      this.deadlineNanos = deadlineNanos;
      this.number = number;
      this.waiter = waiter;
    }

    @Override
    public int compareTo(Wait other) {
      int byTime = Long.signum(deadlineNanos - other.deadlineNanos);
      return byTime == 0 ? Long.compare(number, other.number) : byTime;
    }
  }

  private final Map<Name, Deque<Wait>> byZone = new HashMap<>();
  private final TreeSet<Wait> byDeadline = new TreeSet<>();
  private long added;

  /** How many wait. */
  int size() {
    return byDeadline.size();
  }

  void add(Name zone, int serial, int wanted, long deadlineNanos, FollowGate.Waiter waiter) {
    Wait wait = new Wait(zone, serial, wanted, deadlineNanos, added++, waiter);
    byDeadline.add(wait);
    byZone.computeIfAbsent(zone, _ -> new ArrayDeque<>()).add(wait);
  }

  /**
   * Ends the waits of a zone that are over because a secondary came forward.
   *
   * @return how many that were
   */
  int advanced(ZoneFollowers followers, Name zone) {
    Deque<Wait> waits = byZone.get(zone);
    int ended = 0;
    Iterator<Wait> all = waits == null ? new ArrayDeque<Wait>().iterator() : waits.iterator();
    while (all.hasNext()) {
      Wait wait = all.next();
      int have = followers.countWith(wait.serial);
      if (have >= wait.wanted) {
        all.remove();
        byDeadline.remove(wait);
        wait.waiter.followed(have);
        ended++;
      } else if (have == 0) {
        // Serials grow: nobody has those behind it either.
        break;
      }
    }
    removeIfEmpty(zone);
    return ended;
  }

  private void removeIfEmpty(Name zone) {
    Deque<Wait> waits = byZone.get(zone);
    if (waits != null && waits.isEmpty()) {
      byZone.remove(zone);
    }
  }

  /** Tells how many secondaries have a serial. */
  @FunctionalInterface
  interface Count {
    int of(Name zone, int serial);
  }

  /**
   * Ends the waits whose time is over.
   *
   * @return how many that were
   */
  int expire(long nowNanos, Count count) {
    int ended = 0;
    while (!byDeadline.isEmpty() && byDeadline.first().deadlineNanos - nowNanos <= 0) {
      end(byDeadline.removeFirst(), count);
      ended++;
    }
    return ended;
  }

  /**
   * Ends all waits.
   *
   * @return how many that were
   */
  int endAll(Count count) {
    int ended = byDeadline.size();
    while (!byDeadline.isEmpty()) {
      end(byDeadline.removeFirst(), count);
    }
    return ended;
  }

  private void end(Wait wait, Count count) {
    Deque<Wait> waits = byZone.get(wait.zone);
    if (waits != null) {
      waits.remove(wait);
    }
    removeIfEmpty(wait.zone);
    wait.waiter.followed(count.of(wait.zone, wait.serial));
  }

  /** In how long {@link #expire} has something to do; {@link Long#MAX_VALUE} if nobody waits. */
  long nanosToNext(long nowNanos) {
    return byDeadline.isEmpty()
        ? Long.MAX_VALUE
        : Math.max(0, byDeadline.first().deadlineNanos - nowNanos);
  }
}
