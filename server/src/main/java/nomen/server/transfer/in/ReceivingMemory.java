package nomen.server.transfer.in;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that zones take while they are received, over all transfers together: bounded by the
 * heap, so that a primary that never ends its answer cannot take the memory that queries need. The
 * zones that are served are not counted here. Thread-safe, without locks.
 */
public final class ReceivingMemory {
  /** The part of the heap that all transfers together may take, in percent. */
  static final int HEAP_PERCENT = 40;

  private final long limitOctets;
  private final AtomicLong taken = new AtomicLong();

  /**
   * A bound.
   *
   * @param limitOctets for all transfers together
   */
  ReceivingMemory(long limitOctets) {
    this.limitOctets = limitOctets;
  }

  /** The bound of this process, whose heap cannot grow beyond a size. */
  static ReceivingMemory ofHeap() {
    return new ReceivingMemory(Runtime.getRuntime().maxMemory() / 100 * HEAP_PERCENT);
  }

  /** The most that all transfers together may take. */
  long limitOctets() {
    return limitOctets;
  }

  /** What they take now. */
  long takenOctets() {
    return taken.get();
  }

  /** Makes the share of one transfer. */
  Share share() {
    return new Share();
  }

  private boolean take(long octets) {
    if (taken.addAndGet(octets) > limitOctets) {
      taken.addAndGet(-octets);
      return false;
    }
    return true;
  }

  /** What one transfer takes. It is given back as a whole. */
  final class Share implements AutoCloseable {
    private static final long CLOSED = -1;

    private final AtomicLong held = new AtomicLong();

    private Share() {}

    /** Takes so much more; false if all transfers together would take too much, or it is closed. */
    boolean take(long octets) {
      if (!ReceivingMemory.this.take(octets)) {
        return false;
      }
      long before = held.get();
      while (before != CLOSED) {
        if (held.compareAndSet(before, before + octets)) {
          return true;
        }
        before = held.get();
      }
      taken.addAndGet(-octets);
      return false;
    }

    /** The most that all transfers together may take. */
    long limitOctets() {
      return limitOctets;
    }

    /** Gives all of it back; nothing more can be taken. */
    @Override
    public void close() {
      long before = held.getAndSet(CLOSED);
      if (before > 0) {
        taken.addAndGet(-before);
      }
    }
  }
}
