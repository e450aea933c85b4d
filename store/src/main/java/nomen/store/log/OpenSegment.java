package nomen.store.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The segment that is written to. Used by one thread. */
final class OpenSegment implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(OpenSegment.class);

  private final Disk disk;
  private final SegmentHeader header;
  private final long size;
  private DiskFile file;
  private long offset;

  /**
   * A segment.
   *
   * @param file open to write
   * @param offset where the next frame goes
   */
  OpenSegment(Disk disk, DiskFile file, SegmentHeader header, long offset) throws IOException {
    this.disk = disk;
    this.file = file;
    this.header = header;
    this.offset = offset;
    size = file.size();
  }

  SegmentHeader header() {
    return header;
  }

  DiskFile file() {
    return file;
  }

  /** The octets of the file. */
  long size() {
    return size;
  }

  boolean hasRoom(int octets) {
    return octets <= size - offset;
  }

  /** Writes a frame at the place of the next one; it is not durable then. */
  void write(FrameBuffer frame) throws IOException {
    file.write(offset, frame.finish(header.salt()));
  }

  /**
   * The frame that was written is durable: the next one goes behind it.
   *
   * @return whether it reaches into another one of some equal parts of the segment
   */
  boolean advance(int octets, int parts) {
    long part = Math.max(1, size / parts);
    boolean passes = offset / part != (offset + octets) / part;
    offset += octets;
    return passes;
  }

  /**
   * Takes care that a restart does not see a frame whose batch was refused, as far as a disk that
   * fails allows it. A force that failed is not tried again for the frame's sake.
   *
   * @param reason why it was refused; is told what goes wrong here too
   * @return whether it is certain
   */
  boolean hideFrame(IOException reason) {
    // A thread that is interrupted closes what it writes to, and would do so again.
    boolean interrupted = Thread.interrupted();
    try {
      if (file.isInPlace(0)) {
        DiskFile again = disk.open(file.path());
        close();
        file = again;
      }
      // Else another file is there now, which is not touched: this one may come back.
      file.write(offset, ByteBuffer.allocate(FrameHeader.OCTETS));
      file.force();
      return true;
    } catch (IOException e) {
      reason.addSuppressed(e);
      return false;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** All that it holds was forced, or is given up. */
  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      LOGGER.atDebug().addKeyValue("file", file.path()).log("closing a segment failed");
    }
  }
}
