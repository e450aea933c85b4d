package nomen.store.log;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The frame that is being filled with records. It is used again and again. */
final class FrameBuffer {
  /** What the array has at first, and goes back to after a larger frame. */
  private static final int START_OCTETS = 1 << 16;

  /** An array of more than this is given back when its frame is done. */
  private static final int KEPT_OCTETS = 1 << 24;

  private byte[] octets = new byte[START_OCTETS];
  private int position = FrameHeader.OCTETS;
  private int count;
  private long firstLsn;

  /** Whether it has no record. */
  boolean isEmpty() {
    return count == 0;
  }

  /** The number of records. */
  int count() {
    return count;
  }

  /** The LSN of the first record. */
  long firstLsn() {
    return firstLsn;
  }

  /**
   * Adds a record.
   *
   * @throws IllegalArgumentException if the frame would have over 1 GiB, or if the record has what
   *     the format cannot hold; the frame is as it was then
   */
  void add(LogRecord record) {
    long size = LogRecordFormat.maxOctets(record);
    long needed = FrameHeader.align(position + size);
    if (needed > FrameHeader.MAX_FRAME_OCTETS) {
      throw new IllegalArgumentException(
          "a batch of over 1 GiB: " + record.zone() + " brings " + size + " octets");
    }
    if (needed > octets.length) {
      long doubled = Math.min(2L * octets.length, FrameHeader.MAX_FRAME_OCTETS);
      octets = Arrays.copyOf(octets, (int) Math.max(doubled, needed));
    }
    position = LogRecordFormat.write(record, octets, position);
    if (count == 0) {
      firstLsn = record.lsn();
    }
    count++;
  }

  /**
   * Adds a record that is octets already.
   *
   * @param from holds it from {@code at} to {@code end}
   */
  void addOctets(long lsn, byte[] from, int at, int end) {
    int size = end - at;
    long needed = FrameHeader.align(position + (long) size);
    if (needed > octets.length) {
      octets = Arrays.copyOf(octets, (int) Math.max(2L * octets.length, needed));
    }
    System.arraycopy(from, at, octets, position, size);
    position += size;
    if (count == 0) {
      firstLsn = lsn;
    }
    count++;
  }

  /** The whole frame, with its header and the zeros behind it. */
  ByteBuffer finish(long salt) {
    FrameHeader.write(octets, position, firstLsn, count, salt);
    int end = (int) FrameHeader.align(position);
    Arrays.fill(octets, position, end, (byte) 0);
    return ByteBuffer.wrap(octets, 0, end);
  }

  /** The octets that the whole frame has. */
  int octets() {
    return (int) FrameHeader.align(position);
  }

  /** Forgets the records. */
  void clear() {
    position = FrameHeader.OCTETS;
    count = 0;
    if (octets.length > KEPT_OCTETS) {
      octets = new byte[START_OCTETS];
    }
  }
}
