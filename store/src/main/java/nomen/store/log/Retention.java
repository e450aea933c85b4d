package nomen.store.log;

/**
 * How much of a zone's history is kept. What is older than the age or behind the size may go, and
 * goes in the end; the records that are kept are always the newest ones, with none missing between
 * them.
 *
 * @param maxAgeMillis for so long a record is kept
 * @param maxOctets of records are kept, and up to a segment's part more
 */
public record Retention(long maxAgeMillis, long maxOctets) {
  /** Nothing goes. */
  public static final Retention ALL = new Retention(Long.MAX_VALUE, Long.MAX_VALUE);

  /** Nothing is kept that recovery does not need. */
  public static final Retention NONE = new Retention(0, 0);

  /** Checks the ranges. */
  public Retention {
    if (maxAgeMillis < 0 || maxOctets < 0) {
      throw new IllegalArgumentException("history of less than nothing");
    }
  }
}
