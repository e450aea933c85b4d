package nomen.codec.transfer;

/**
 * Is told what a transfer says, as it comes. In order, one of
 *
 * <pre>
 *   beginZone, record for each (the SOA first, once), endZone
 *   { beginDifference, removed for each (the old SOA first), added for each (the new SOA first),
 *     endDifference } for each difference, endDifferences
 *   upToDate
 *   overTcp
 * </pre>
 *
 * <p>A transfer that fails ends in between. All records are of class IN, at or below the apex, of
 * types that a zone can hold, and well-formed. Each method but the last two can refuse.
 */
public interface TransferSink {
  /** The whole zone follows; it has this serial. */
  void beginZone(int serial) throws RefusedRecordException;

  /** A record of the whole zone. The view shows it during the call only. */
  void record(TransferRecord record) throws RefusedRecordException;

  /** The whole zone was told, and the transfer is over. */
  void endZone() throws RefusedRecordException;

  /** A difference follows that begins at a serial: the client's, or where the last one ended. */
  void beginDifference(int serialFrom) throws RefusedRecordException;

  /** A record that the zone loses. The view shows it during the call only. */
  void removed(TransferRecord record) throws RefusedRecordException;

  /** A record that the zone gets. The view shows it during the call only. */
  void added(TransferRecord record) throws RefusedRecordException;

  /** The difference was told; it leads to this serial, which is newer. */
  void endDifference(int serialTo) throws RefusedRecordException;

  /** All differences were told, and the transfer is over. */
  void endDifferences() throws RefusedRecordException;

  /**
   * There is nothing newer than what the client has.
   *
   * @param serial that the server has: that of the client, or one that is not newer
   */
  void upToDate(int serial);

  /** The answer does not fit into a UDP message: it is to be asked again over TCP. */
  void overTcp();
}
