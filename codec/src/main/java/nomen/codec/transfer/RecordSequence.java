package nomen.codec.transfer;

import nomen.codec.rr.ResourceRecord;
import nomen.codec.rr.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The records of a transfer, one after another, whatever messages they came in. S is the serial of
 * the first SOA, H the client's:
 *
 * <pre>
 *   FIRST   SOA ----- AXFR ---------------------------------> ZONE
 *                     IXFR, S not newer than H -------------> over: up to date
 *                     IXFR, S newer ------------------------> SECOND
 *   SECOND  SOA of H ---------------------------------------> REMOVED
 *           SOA of S, or another type ----------------------> ZONE (an AXFR in answer to IXFR)
 *           nothing more, over UDP -------------------------> over: come over TCP
 *   ZONE    record -----------------------------------------> ZONE
 *           the first SOA again ----------------------------> over
 *   REMOVED record -----------------------------------------> REMOVED
 *           SOA of a newer serial, S at the most -----------> ADDED
 *   ADDED   record -----------------------------------------> ADDED
 *           the SOA that stands before the added ones again:
 *             if it has S, and is the first SOA ------------> over
 *             else -----------------------------------------> REMOVED
 * </pre>
 *
 * <p>Anything else is refused. Records are known to be of the zone.
 */
final class RecordSequence {
  private enum State {
    FIRST,
    SECOND,
    ZONE,
    REMOVED,
    ADDED,
    OVER
  }

  private final TransferRequest request;
  private final TransferSink sink;
  private final long maxDifferenceRecords;

  private State state = State.FIRST;
  private long differenceRecords;

  /** What the transfer begins and ends with. */
  private @Nullable ResourceRecord first;

  /** The serial of the first SOA. */
  private int serial;

  /** Where the present difference begins. */
  private int serialFrom;

  /** What stands before the added records of the present difference. */
  private @Nullable ResourceRecord newer;

  RecordSequence(TransferRequest request, long maxDifferenceRecords, TransferSink sink) {
    this.request = request;
    this.maxDifferenceRecords = maxDifferenceRecords;
    this.sink = sink;
  }

  /** Whether nothing is to come. */
  boolean isOver() {
    return state == State.OVER;
  }

  /** Takes no more: the transfer has failed, or comes over TCP. */
  void end() {
    state = State.OVER;
  }

  /** Whether there was a record. */
  boolean hasBegun() {
    return first != null;
  }

  /** Whether all that came is the SOA of something newer. */
  boolean isNewerSoaAlone() {
    return state == State.SECOND;
  }

  /** Whether the answer was that there is nothing newer. */
  boolean isUpToDate() {
    return first != null
        && request.isIncremental()
        && !Serial.isNewer(serial, request.serialHere());
  }

  /**
   * Takes the next record.
   *
   * @throws RefusedRecordException if it may not stand there, or the taker refuses it
   */
  void take(TransferRecord record) throws RefusedRecordException {
    switch (state) {
      case FIRST -> begin(record);
      case SECOND -> second(record);
      case ZONE -> zone(record);
      case REMOVED -> removed(record);
      case ADDED -> added(record);
      case OVER -> throw new IllegalStateException("a record behind the end");
    }
  }

  private void begin(TransferRecord record) throws RefusedRecordException {
    if (!record.isSoa()) {
      throw refused("the transfer does not begin with the SOA");
    }
    first = record.toRecord();
    serial = record.serial();
    if (!request.isIncremental()) {
      sink.beginZone(serial);
      sink.record(record);
      state = State.ZONE;
    } else if (isUpToDate()) {
      state = State.OVER;
      sink.upToDate(serial);
    } else {
      state = State.SECOND;
    }
  }

  private void second(TransferRecord record) throws RefusedRecordException {
    if (record.isSoa() && record.serial() == request.serialHere()) {
      beginDifference(record);
      return;
    }
    if (record.isSoa() && record.serial() != serial) {
      throw refused(
          "the differences begin at serial "
              + Serial.print(record.serial())
              + ", not at "
              + Serial.print(request.serialHere()));
    }
    // The view shows the second record, and the first one is to be told before it.
    sink.beginZone(serial);
    tellFirst();
    state = State.ZONE;
    zone(record);
  }

  private void tellFirst() throws RefusedRecordException {
    if (first != null) {
      sink.record(new TransferRecord(first));
    }
  }

  private void zone(TransferRecord record) throws RefusedRecordException {
    if (!record.isSoa()) {
      sink.record(record);
      return;
    }
    requireSame(record, first, "the SOA that ends the transfer is not the one that began it");
    state = State.OVER;
    sink.endZone();
  }

  private void beginDifference(TransferRecord record) throws RefusedRecordException {
    serialFrom = record.serial();
    differenceRecords = 1;
    state = State.REMOVED;
    sink.beginDifference(serialFrom);
    sink.removed(record);
  }

  private void countDifferenceRecord() throws RefusedRecordException {
    if (++differenceRecords > maxDifferenceRecords) {
      throw refused("the difference has over " + maxDifferenceRecords + " records");
    }
  }

  private void removed(TransferRecord record) throws RefusedRecordException {
    if (!record.isSoa()) {
      countDifferenceRecord();
      sink.removed(record);
      return;
    }
    int serialTo = record.serial();
    if (!Serial.isNewer(serialTo, serialFrom)) {
      throw refused(
          "the difference from serial "
              + Serial.print(serialFrom)
              + " leads to "
              + Serial.print(serialTo)
              + ", which is not newer (RFC 1982)");
    }
    if (serialTo != serial && !Serial.isNewer(serial, serialTo)) {
      throw refused(
          "the difference leads to serial "
              + Serial.print(serialTo)
              + ", beyond "
              + Serial.print(serial)
              + ", which the transfer is to end at");
    }
    countDifferenceRecord();
    newer = record.toRecord();
    state = State.ADDED;
    sink.added(record);
  }

  private void added(TransferRecord record) throws RefusedRecordException {
    if (!record.isSoa()) {
      countDifferenceRecord();
      sink.added(record);
      return;
    }
    requireSame(record, newer, "not the SOA that the difference before it led to");
    int serialTo = record.serial();
    sink.endDifference(serialTo);
    if (serialTo != serial) {
      beginDifference(record);
      return;
    }
    requireSame(record, first, "the SOA that ends the transfer is not the one that began it");
    state = State.OVER;
    sink.endDifferences();
  }

  private static void requireSame(TransferRecord record, @Nullable ResourceRecord soa, String rule)
      throws RefusedRecordException {
    if (soa == null || !record.matches(soa)) {
      throw refused(rule + ": " + record.toRecord() + ", and " + soa);
    }
  }

  private static RefusedRecordException refused(String rule) {
    return new RefusedRecordException(rule);
  }
}
