package nomen.store.zone;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of the heap zones may take together: those that are served, and those that are built of
 * files meanwhile, also where one of these is to replace one of those. It is {@link #HEAP_PERCENT}
 * of the heap, so that there is room for pages that are not full, for what a collector keeps free,
 * and for what the server needs itself. A zone that does not fit is refused, and the others are
 * served on.
 *
 * <p>One is made for each run over zone files; updates and transfers that come in meanwhile are not
 * counted, they have bounds of their own. Thread-safe, without locks.
 */
public final class ZoneSpace {
  /**
   * The part of the heap that zones may take, in percent: pages of names that came in no order are
   * two thirds full, and the old generation has two thirds of the heap.
   */
  static final int HEAP_PERCENT = 45;

  private final long maxOctets;
  private final AtomicLong taken;

  /**
   * A bound.
   *
   * @param maxOctets for all zones together
   * @param servedOctets what those take that are served
   */
  public ZoneSpace(long maxOctets, long servedOctets) {
    this.maxOctets = maxOctets;
    taken = new AtomicLong(servedOctets);
  }

  /**
   * The bound of this process, whose heap cannot grow beyond a size.
   *
   * @param served the zones that are served now
   */
  public static ZoneSpace ofHeap(DatabaseSnapshot served) {
    long octets = 0;
    for (ZoneSnapshot zone : served.zones()) {
      octets += zone.octets();
    }
    return new ZoneSpace(Runtime.getRuntime().maxMemory() / 100 * HEAP_PERCENT, octets);
  }

  /** What all zones take now, in octets. */
  public long takenOctets() {
    return taken.get();
  }

  /** Makes the share of one zone that is built. */
  public Share share() {
    return new Share();
  }

  /** What one zone takes while it is built. Not thread-safe. */
  public final class Share implements AutoCloseable {
    /** So much a zone may grow before it is counted. */
    private static final long STEP_OCTETS = 1 << 18;

    private long held;

    private Share() {}

    /**
     * Counts what a zone has grown to, in steps.
     *
     * @param octets see {@link ZoneEditor#grownOctets}
     * @return false if all zones together would take too much
     */
    public boolean grow(long octets) {
      return octets - held < STEP_OCTETS || settle(octets);
    }

    /** As {@link #grow}, to the octet. */
    public boolean settle(long octets) {
      long more = octets - held;
      if (taken.addAndGet(more) > maxOctets) {
        taken.addAndGet(-more);
        return false;
      }
      held = octets;
      return true;
    }

    /** Says why a zone is refused. */
    public String refusal() {
      return "no room for the zone: with those that are served, and those that are read meanwhile,"
          + " it takes more than "
          + (maxOctets >> 20)
          + " MiB, "
          + HEAP_PERCENT
          + " % of the heap (-Xmx gives the server more)";
    }

    /**
     * The zone is served from now on: its share stays taken, and that of the zone in whose place it
     * came is given back.
     */
    public void keep(long replacedOctets) {
      held = replacedOctets;
    }

    /** Gives back what is not kept. */
    @Override
    public void close() {
      taken.addAndGet(-held);
      held = 0;
    }
  }
}
