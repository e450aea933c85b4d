package nomen.codec.transfer;

/**
 * How much of a transfer is taken; one that has more is refused.
 *
 * @param octets of all its messages
 * @param records of all its messages' answer sections
 * @param messages that it may come in
 * @param differenceRecords that one difference of an IXFR may have, removed and added together
 */
public record TransferLimits(long octets, long records, long messages, long differenceRecords) {
  /**
   * The most messages without records that may follow each other: so a stream that never gets on
   * ends, whatever else it stays within.
   */
  public static final int MAX_EMPTY_MESSAGES = 16;

  /**
   * The fewest octets of a record in a message: a pointer or the root, type, class, TTL, length.
   */
  private static final int LEAST_RECORD_OCTETS = 11;

  /** Checks the ranges. */
  public TransferLimits {
    if (octets < 1 || records < 1 || messages < 1 || differenceRecords < 1) {
      throw new IllegalArgumentException("a limit below 1");
    }
  }

  /** As many records and messages as fit into a number of octets. */
  public static TransferLimits ofOctets(long octets) {
    long records = Math.max(1, octets / LEAST_RECORD_OCTETS);
    return new TransferLimits(octets, records, records, records);
  }
}
