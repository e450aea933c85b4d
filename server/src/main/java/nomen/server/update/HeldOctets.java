package nomen.server.update;

import java.util.concurrent.atomic.AtomicLong;
import nomen.codec.name.Name;
import nomen.codec.update.Prerequisite;
import nomen.codec.update.UpdateOperation;
import nomen.codec.update.UpdateRequest;

/**
 * The memory that updates under way take, of all event loops together: what was read of them while
 * they wait for the writer and are worked on, and the message itself until it is answered. A
 * message of 16 KiB can come to 700 KiB when its names are no longer compressed, so the number of
 * those that wait says little. Any thread; nothing waits.
 */
final class HeldOctets {
  /** The part of the heap that they may take: one in so many. */
  static final int HEAP_SHARE = 16;

  /** The least limit, whatever the heap: about three of the largest messages. */
  static final long LEAST_OCTETS = 8L << 20;

  /** The largest limit, whatever the heap: more makes them wait longer, and no faster. */
  static final long MOST_OCTETS = 256L << 20;

  /** About what a record takes in memory beside its name and its RDATA. */
  private static final int RECORD_OCTETS = 192;

  private final long limit;
  private final AtomicLong held = new AtomicLong();

  /** Whether something did not fit, and not much was given back since. */
  private volatile boolean isFull;

  /**
   * Holds nothing yet.
   *
   * @param heapOctets the most that the heap can have
   */
  HeldOctets(long heapOctets) {
    limit = Math.clamp(heapOctets / HEAP_SHARE, LEAST_OCTETS, MOST_OCTETS);
  }

  /** What a message and what was read of it take, about. */
  static long of(UpdateRequest request, int messageOctets) {
    long octets = (long) messageOctets + RECORD_OCTETS;
    for (Prerequisite prerequisite : request.prerequisites()) {
      octets += of(prerequisite.name());
      if (prerequisite instanceof Prerequisite.RRsetExistsWithValue(Name _, var rdata)) {
        octets += (long) rdata.length();
      }
    }
    for (UpdateOperation operation : request.operations()) {
      octets += of(operation.name());
      switch (operation) {
        case UpdateOperation.AddRecord add -> octets += add.rdata().length();
        case UpdateOperation.DeleteRecord delete -> octets += delete.rdata().length();
        case UpdateOperation.DeleteRRset _, UpdateOperation.DeleteName _ -> {}
      }
    }
    return octets;
  }

  private static long of(Name name) {
    return (long) RECORD_OCTETS + name.length();
  }

  /** The most that is held. */
  long limit() {
    return limit;
  }

  /** What is held now. */
  long octets() {
    return held.get();
  }

  /**
   * Whether there was no room, and a quarter is not free again: then nothing is read, which costs
   * time and garbage, only to be refused.
   */
  boolean isFull() {
    return isFull;
  }

  /** Takes room; returns false if there is none. */
  boolean take(long octets) {
    if (held.addAndGet(octets) <= limit) {
      return true;
    }
    isFull = true;
    give(octets);
    return false;
  }

  /** Gives room back. */
  void give(long octets) {
    if (held.addAndGet(-octets) <= limit - limit / 4) {
      isFull = false;
    }
  }
}
