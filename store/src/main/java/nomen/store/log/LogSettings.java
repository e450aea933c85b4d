package nomen.store.log;

/**
 * What the log may be told.
 *
 * @param segmentOctets the size of a segment file; a larger frame gets a segment of its own
 */
public record LogSettings(long segmentOctets) {
  /** The least size of a segment. */
  public static final long MIN_SEGMENT_OCTETS = 1024;

  /** The greatest size of a segment. */
  public static final long MAX_SEGMENT_OCTETS = 1L << 30;

  /** What holds if nothing is said: segments of 16 MiB. */
  public static final LogSettings DEFAULT = new LogSettings(16 << 20);

  /** Checks the range, and that frames fit in whole. */
  public LogSettings {
    if (segmentOctets < MIN_SEGMENT_OCTETS || segmentOctets > MAX_SEGMENT_OCTETS) {
      throw new IllegalArgumentException(
          "a segment has " + MIN_SEGMENT_OCTETS + " to " + MAX_SEGMENT_OCTETS + " octets");
    }
    segmentOctets = segmentOctets / FrameHeader.ALIGNMENT * FrameHeader.ALIGNMENT;
  }
}
