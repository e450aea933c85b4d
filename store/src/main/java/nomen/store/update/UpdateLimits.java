package nomen.store.update;

/**
 * How far one UPDATE may go. What is beyond is refused as a whole. What a zone has more of already,
 * from its file, stays; it only does not grow.
 *
 * @param maxOperations records of the update section of one message
 * @param maxRecordsPerRrset records of an RRset that a message adds to, when it is done
 * @param maxRrsetsPerName RRsets of a name that a message adds to, when it is done; signatures
 *     count as one for each type that they cover
 */
public record UpdateLimits(int maxOperations, int maxRecordsPerRrset, int maxRrsetsPerName) {
  /** The most that a zone can hold in an RRset. */
  public static final int MOST_RECORDS_PER_RRSET = 65_535;

  /**
   * The defaults: 4096 operations, which is what a message of 65,535 octets has room for of the
   * smallest address records; 1000 records; 100 RRsets.
   */
  public static final UpdateLimits DEFAULT = new UpdateLimits(4096, 1000, 100);

  /** Checks ranges. */
  public UpdateLimits {
    if (maxOperations < 1 || maxRrsetsPerName < 1) {
      throw new IllegalArgumentException("a limit below 1");
    }
    if (maxRecordsPerRrset < 1 || maxRecordsPerRrset > MOST_RECORDS_PER_RRSET) {
      throw new IllegalArgumentException("records of an RRset outside 1 to 65535");
    }
  }
}
