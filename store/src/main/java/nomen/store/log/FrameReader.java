package nomen.store.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of a segment one after another. It stops before the first octets that are no
 * whole frame and does not say why they are none: it can be at the end, or where another thread is
 * just writing, or at damage.
 */
final class FrameReader implements AutoCloseable {
  /** Octets read ahead. */
  private static final int WINDOW_OCTETS = 1 << 17;

  private final DiskFile file;
  private final SegmentHeader header;

  /** Octets of the file from {@code windowStart} on. */
  private byte[] window = new byte[0];

  private long windowStart;
  private int windowLength;

  /** Where the next frame is expected. */
  private long offset = SegmentHeader.OCTETS;

  private long frameOffset;
  private @Nullable FrameHeader frame;

  private FrameReader(DiskFile file, SegmentHeader header) {
    this.file = file;
    this.header = header;
  }

  /**
   * Opens a segment to read.
   *
   * @throws CorruptLogException if its header is damaged
   */
  static FrameReader open(Disk disk, String path) throws IOException {
    return open(disk.openForReading(path));
  }

  /** Reads a segment through an open file, which this closes. */
  static FrameReader open(DiskFile file) throws IOException {
    try {
      ByteBuffer octets = ByteBuffer.allocate(SegmentHeader.OCTETS);
      file.read(0, octets);
      return new FrameReader(file, SegmentHeader.read(file.path(), octets.flip()));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** The segment's header. */
  SegmentHeader header() {
    return header;
  }

  /**
   * Goes to the next frame.
   *
   * @return false if no whole frame stands there; asked again, it looks again
   */
  boolean next() throws IOException {
    FrameHeader found = find();
    if (found == null && windowLength > 0) {
      // What was read ahead can be from before the frame was written.
      windowLength = 0;
      found = find();
    }
    frame = found;
    if (found == null) {
      return false;
    }
    frameOffset = offset;
    offset = FrameHeader.align(offset + found.length());
    return true;
  }

  private @Nullable FrameHeader find() throws IOException {
    if (!fill(FrameHeader.OCTETS)) {
      return null;
    }
    FrameHeader found = FrameHeader.read(window, (int) (offset - windowStart), header.salt());
    if (found == null || !fill(found.length())) {
      return null;
    }
    return found.matches(window, (int) (offset - windowStart)) ? found : null;
  }

  /** Has the window hold some octets from the offset on; false if the file ends before. */
  private boolean fill(int octets) throws IOException {
    long start = offset - windowStart;
    if (start + octets <= windowLength) {
      return true;
    }
    if (octets > file.size() - offset) {
      return false;
    }
    if (octets > window.length || window.length > WINDOW_OCTETS) {
      window = new byte[(int) Math.max(octets, Math.min(WINDOW_OCTETS, file.size()))];
    }
    windowStart = offset;
    windowLength = file.read(offset, ByteBuffer.wrap(window));
    return octets <= windowLength;
  }

  /** The frame that this stands at. */
  FrameHeader frame() {
    FrameHeader current = frame;
    if (current == null) {
      throw new IllegalStateException("at no frame");
    }
    return current;
  }

  /** The array that holds the frame. */
  byte[] octets() {
    return window;
  }

  /** Where the records of the frame start in the array. */
  int recordsStart() {
    return (int) (frameOffset - windowStart) + FrameHeader.OCTETS;
  }

  /** Where the records of the frame end in the array. */
  int recordsEnd() {
    return (int) (frameOffset - windowStart) + frame().length();
  }

  /** Where the frame stands in the file. */
  long frameOffset() {
    return frameOffset;
  }

  /** The octets that the file was made with; those that it has, if it does not say. */
  long sizeThatWasMade() throws IOException {
    return header.sizeOctets() == 0 ? file.size() : header.sizeOctets();
  }

  /** Where the next frame is expected in the file. */
  long offset() {
    return offset;
  }

  /** Damage at the frame that this stands at. */
  CorruptLogException corrupt(String reason) {
    return new CorruptLogException(file.path(), frameOffset, reason);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
