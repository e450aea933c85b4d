package nomen.store.zone;

/**
 * How much of the heap one zone may take while it is built, from a file or a transfer: a quarter.
 * So there is room for the state that is served meanwhile, for pages that are not full, and for
 * what the server needs itself; a zone that does not fit is refused, and the others are served on.
 */
public final class ZoneSpace {
  private static final int SHARE = 4;

  private ZoneSpace() {}

  /**
   * The most octets by which an editor may grow; see {@link ZoneEditor#grownOctets}.
   *
   * @param heapOctets the most that the heap can have
   */
  public static long maxOctets(long heapOctets) {
    return heapOctets / SHARE;
  }

  /** Says that a zone is larger. */
  public static String refusal(long maxOctets) {
    return "the zone takes more than "
        + (maxOctets >> 20)
        + " MiB, a quarter of the heap: it is not loaded (-Xmx gives the server more)";
  }
}
