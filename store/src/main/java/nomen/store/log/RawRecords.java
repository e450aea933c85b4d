package nomen.store.log;

import java.io.IOException;
import nomen.codec.name.Name;

/**
 * Walks over the records of a segment without making objects of them. Like {@link FrameReader} it
 * ends before the first octets that are no whole frame; asked again, it looks again.
 */
final class RawRecords implements AutoCloseable {
  private final FrameReader frames;

  /** The record that this stands at, in the frame's array. */
  private int start;

  private int end;
  private int left;
  private long lastLsn;

  private RawRecords(FrameReader frames) {
    this.frames = frames;
  }

  /**
   * Opens the segment that begins with an LSN.
   *
   * @throws CorruptLogException if its header is damaged
   */
  static RawRecords open(Disk disk, long firstLsn) throws IOException {
    return new RawRecords(FrameReader.open(disk, SegmentFiles.path(firstLsn)));
  }

  /** The segment's frames; it stands at that of the record. */
  FrameReader frames() {
    return frames;
  }

  /**
   * Goes to the next record.
   *
   * @return false if no whole frame follows
   * @throws CorruptLogException if a whole frame holds what is no record, or in a wrong order
   */
  boolean next() throws IOException {
    boolean first = left == 0;
    if (first) {
      if (!frames.next()) {
        return false;
      }
      left = frames.frame().count();
      end = frames.recordsStart();
    }
    try {
      start = end;
      end = start + LogRecordFormat.length(frames.octets(), start, frames.recordsEnd());
    } catch (IllegalArgumentException e) {
      throw corrupt(e);
    }
    left--;
    long expected = expectedLsn();
    boolean inOrder = frames.header().isThinned() ? lsn() >= expected : lsn() == expected;
    if (!inOrder || first && lsn() != frames.frame().lsn()) {
      throw frames.corrupt(
          "the frame is whole, but LSN " + lsn() + " stands where " + expected + " belongs");
    }
    if (left == 0 && end != frames.recordsEnd()) {
      throw frames.corrupt("the frame is whole, but octets stand behind its records");
    }
    lastLsn = lsn();
    return true;
  }

  /** The LSN that the next record has; in a segment that was thinned out, or a later one. */
  long expectedLsn() {
    return lastLsn == 0 ? frames.header().firstLsn() : lastLsn + 1;
  }

  /** The octets of the record. */
  int length() {
    return end - start;
  }

  long lsn() {
    return LogRecordFormat.lsn(frames.octets(), start);
  }

  long timeMillis() {
    return LogRecordFormat.timeMillis(frames.octets(), start);
  }

  long requestDigest() {
    return LogRecordFormat.requestDigest(frames.octets(), start);
  }

  boolean isChange() {
    return LogRecordFormat.isChange(frames.octets(), start);
  }

  boolean isLoad() {
    return LogRecordFormat.isLoad(frames.octets(), start);
  }

  int serialFrom() {
    return LogRecordFormat.serialFrom(frames.octets(), start);
  }

  int serialTo() {
    return LogRecordFormat.serialTo(frames.octets(), start);
  }

  Name zone() throws CorruptLogException {
    try {
      return LogRecordFormat.zone(frames.octets(), start);
    } catch (IllegalArgumentException e) {
      throw corrupt(e);
    }
  }

  /** The record. */
  LogRecord read() throws CorruptLogException {
    try {
      return LogRecordFormat.read(frames.octets(), start, end);
    } catch (IllegalArgumentException e) {
      throw corrupt(e);
    }
  }

  /** Copies the record, as octets, into a frame. */
  void copyTo(FrameBuffer frame) {
    frame.addOctets(lsn(), frames.octets(), start, end);
  }

  /** Corruption at the record: it is whole, and yet cannot be taken for what it says. */
  CorruptLogException corrupt(IllegalArgumentException e) {
    CorruptLogException corrupt = frames.corrupt("the frame is whole, but: " + e.getMessage());
    corrupt.initCause(e);
    return corrupt;
  }

  /**
   * Checks, at the end of a segment that another one follows, that nothing is missing between. One
   * that was thinned out says itself how far it reaches.
   *
   * @param following the LSN that the next segment begins with
   * @throws CorruptLogException naming the place where a frame is missing
   */
  void requireReaches(long following) throws IOException {
    SegmentHeader header = frames.header();
    long next = expectedLsn();
    // What was thinned out ends with its last frame; LSNs that are missing would tell nothing.
    if (header.isThinned() && frames.offset() != frames.sizeThatWasMade()) {
      throw new CorruptLogException(
          SegmentFiles.path(header.firstLsn()),
          frames.offset(),
          "no whole frame, and the file was made with " + frames.sizeThatWasMade() + " octets");
    }
    if (header.isThinned() ? next > header.nextLsn() : next != following) {
      throw new CorruptLogException(
          SegmentFiles.path(header.firstLsn()),
          frames.offset(),
          "no whole frame of LSN " + next + ", and the next segment begins with " + following);
    }
  }

  @Override
  public void close() throws IOException {
    frames.close();
  }
}
