package nomen.store.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands behind the last whole frame of the log: zeros, a torn frame, or corruption. */
final class LogTail {
  /** Torn tails that are kept; more are cut off and forgotten. */
  static final int MAX_KEPT = 100;

  /** Octets looked at and overwritten at once; a multiple of a frame's alignment. */
  private static final int STEP_OCTETS = 1 << 14;

  private LogTail() {}

  /**
   * Cuts off what a frame that was not forced left behind. The caller forces the file.
   *
   * @param salt of the segment
   * @param start the offset behind the last whole frame
   * @param nextLsn the LSN that the next frame would have
   * @return what was cut off, null if there was nothing
   * @throws CorruptLogException if a later frame follows; nothing was changed then
   */
  static @Nullable TornTail cut(Disk disk, DiskFile file, long salt, long start, long nextLsn)
      throws IOException {
    long end = end(file, salt, start, nextLsn);
    if (end == start) {
      return null;
    }
    String kept = keep(disk, file, start, end);
    ByteBuffer zeros = ByteBuffer.allocate(STEP_OCTETS);
    for (long at = start; at < end; at += STEP_OCTETS) {
      zeros.clear().limit((int) Math.min(STEP_OCTETS, end - at));
      file.write(at, zeros);
    }
    return new TornTail(file.path(), start, end - start, kept);
  }

  /**
   * Checks that the file of the newest segment has all the octets that it was made with: they were
   * there, durable, before its first frame.
   *
   * @param offset after the last whole frame
   * @throws CorruptLogException if it was cut short: acknowledged changes can be gone with the rest
   */
  static void requireFull(DiskFile file, SegmentHeader header, long offset) throws IOException {
    long size = file.size();
    long made = header.sizeOctets();
    if (size < made) {
      throw cutShort(file, size, "it was made with " + made);
    }
    if (size - offset >= FrameHeader.OCTETS) {
      ByteBuffer octets = ByteBuffer.allocate(FrameHeader.OCTETS);
      file.read(offset, octets);
      FrameHeader frame = FrameHeader.read(octets.array(), 0, header.salt());
      if (frame != null && offset + frame.length() > size) {
        throw cutShort(file, size, "the frame at octet " + offset + " needs more");
      }
    }
  }

  private static CorruptLogException cutShort(DiskFile file, long size, String why) {
    return new CorruptLogException(
        file.path(),
        size,
        "the file was cut short here, for "
            + why
            + ": changes that were acknowledged can be missing");
  }

  /** The offset behind the last octet that is not zero. */
  static long end(DiskFile file, long salt, long start, long nextLsn) throws IOException {
    long end = start;
    ByteBuffer buffer = ByteBuffer.allocate(STEP_OCTETS + FrameHeader.OCTETS);
    byte[] octets = buffer.array();
    for (long at = start; ; at += STEP_OCTETS) {
      int count = file.read(at, buffer.clear());
      if (count == 0) {
        return end;
      }
      for (int i = 0; i < count; i++) {
        if (octets[i] != 0) {
          end = Math.max(end, at + i + 1);
        }
      }
      int headers = Math.min(STEP_OCTETS, count - FrameHeader.OCTETS + 1);
      for (int i = 0; i < headers; i += FrameHeader.ALIGNMENT) {
        FrameHeader header = FrameHeader.read(octets, i, salt);
        if (header != null && header.lsn() > nextLsn) {
          throw new CorruptLogException(
              file.path(),
              start,
              "no whole frame of LSN "
                  + nextLsn
                  + ", but the frame of LSN "
                  + header.lsn()
                  + " stands at octet "
                  + (at + i));
        }
      }
    }
  }

  private static String keep(Disk disk, DiskFile file, long start, long end) throws IOException {
    List<String> names = disk.list(SegmentFiles.DIRECTORY);
    if (names.stream().filter(name -> name.contains(".torn-")).count() >= MAX_KEPT) {
      return "";
    }
    int number = 1;
    while (names.contains(name(file, number))) {
      number++;
    }
    String path = SegmentFiles.DIRECTORY + "/" + name(file, number);
    String unfinished = path + SegmentFiles.UNFINISHED;
    try (DiskFile kept = disk.create(unfinished, 0)) {
      ByteBuffer buffer = ByteBuffer.allocate(STEP_OCTETS);
      for (long at = start; at < end; at += STEP_OCTETS) {
        buffer.clear().limit((int) Math.min(STEP_OCTETS, end - at));
        file.read(at, buffer);
        kept.write(at - start, buffer.flip());
      }
      kept.force();
    }
    disk.rename(unfinished, path);
    disk.forceDirectory(SegmentFiles.DIRECTORY);
    return path;
  }

  private static String name(DiskFile file, int number) {
    return file.path().substring(SegmentFiles.DIRECTORY.length() + 1) + ".torn-" + number;
  }
}
