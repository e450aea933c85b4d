package nomen.store.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Octets on their way to a file, gathered in one buffer, with a checksum that runs along. Not
 * thread-safe.
 */
final class BlockOutput {
  /**
   * Octets after which what was written is forced: no more than these can stand before the octets
   * of another file whose force waits.
   */
  static final int FORCE_OCTETS = 1 << 20;

  private static final int BUFFER_OCTETS = 256 << 10;

  private final DiskFile file;
  private final DurableFile.Pace pace;
  private final ByteBuffer buffer;
  private final CRC32C checksum = new CRC32C();

  /** Up to where the buffer's octets are in the checksum. */
  private int summed;

  private long written;
  private long forced;

  /** An output to a file that is empty. */
  BlockOutput(DiskFile file, DurableFile.Pace pace) {
    this.file = file;
    this.pace = pace;
    buffer = ByteBuffer.allocateDirect(BUFFER_OCTETS);
  }

  /** The octets that were put so far: where in the file the next one goes. */
  long position() {
    return written + buffer.position();
  }

  void putByte(int value) throws IOException {
    reserve(1);
    buffer.put((byte) value);
  }

  void putShort(int value) throws IOException {
    reserve(2);
    buffer.putShort((short) value);
  }

  void putInt(int value) throws IOException {
    reserve(4);
    buffer.putInt(value);
  }

  void putLong(long value) throws IOException {
    reserve(8);
    buffer.putLong(value);
  }

  void put(byte[] octets) throws IOException {
    int at = 0;
    while (at < octets.length) {
      reserve(1);
      int some = Math.min(octets.length - at, buffer.remaining());
      buffer.put(octets, at, some);
      at += some;
    }
  }

  /** Puts zeros until the position is some octets in front of a multiple of 8. */
  void align(int before) throws IOException {
    while ((position() + before & 7) != 0) {
      putByte(0);
    }
  }

  /** Begins a checksum of what is put from now on. */
  void startChecksum() {
    checksum.reset();
    summed = buffer.position();
  }

  /** Adds a number to the checksum that is put nowhere. */
  void addToChecksum(int value) {
    sum();
    for (int shift = 24; shift >= 0; shift -= 8) {
      checksum.update(value >>> shift);
    }
  }

  /** Puts the checksum of what was put since it began. */
  int putChecksum() throws IOException {
    sum();
    int value = (int) checksum.getValue();
    putInt(value);
    return value;
  }

  void flush() throws IOException {
    sum();
    buffer.flip();
    file.write(written, buffer);
    written += buffer.limit();
    if (written - forced >= FORCE_OCTETS) {
      file.force();
      forced = written;
      pace.pause();
    }
    buffer.clear();
    summed = 0;
  }

  private void reserve(int octets) throws IOException {
    if (buffer.remaining() < octets) {
      flush();
    }
  }

  private void sum() {
    ByteBuffer more = buffer.duplicate().flip().position(summed);
    checksum.update(more);
    summed = buffer.position();
  }
}
