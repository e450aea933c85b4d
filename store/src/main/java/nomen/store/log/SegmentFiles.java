package nomen.store.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The names of the files in the directory of the log. */
final class SegmentFiles {
  /** The directory. */
  static final String DIRECTORY = "log";

  /** A segment that was made ready, and has neither header nor name. */
  static final String SPARE = DIRECTORY + "/spare";

  /** What stands behind the name of a segment that is not whole yet. */
  static final String UNFINISHED = ".new";

  private static final String SUFFIX = ".log";
  private static final Pattern SEGMENT = Pattern.compile("\\d{20}\\.log");

  private SegmentFiles() {}

  /** The path of the segment that begins with an LSN. */
  static String path(long firstLsn) {
    return DIRECTORY + String.format(Locale.ROOT, "/%020d", firstLsn) + SUFFIX;
  }

  /** The LSNs that the segments begin with, in order. */
  static List<Long> list(Disk disk) throws IOException {
    List<Long> firsts = new ArrayList<>();
    for (String name : disk.list(DIRECTORY)) {
      if (SEGMENT.matcher(name).matches()) {
        firsts.add(firstLsn(name));
      }
    }
    return firsts;
  }

  private static long firstLsn(String name) throws CorruptLogException {
    try {
      return Long.parseLong(name, 0, name.length() - SUFFIX.length(), 10);
    } catch (NumberFormatException e) {
      throw new CorruptLogException(DIRECTORY + "/" + name, 0, "named for no LSN");
    }
  }

  /**
   * The header of the segment that begins with an LSN.
   *
   * @throws CorruptLogException if it is damaged, or is that of another segment
   */
  static SegmentHeader header(Disk disk, long firstLsn) throws IOException {
    String path = path(firstLsn);
    try (DiskFile file = disk.openForReading(path)) {
      ByteBuffer octets = ByteBuffer.allocate(SegmentHeader.OCTETS);
      file.read(0, octets);
      SegmentHeader header = SegmentHeader.read(path, octets.flip());
      if (header.firstLsn() != firstLsn) {
        throw new CorruptLogException(
            path, 16, "named for another LSN than its own, " + header.firstLsn());
      }
      return header;
    }
  }

  /** Deletes what a power cut left unfinished. */
  static void deleteUnfinished(Disk disk) throws IOException {
    for (String name : disk.list(DIRECTORY)) {
      String path = DIRECTORY + "/" + name;
      if (path.equals(SPARE) || name.endsWith(UNFINISHED)) {
        disk.delete(path);
      }
    }
  }
}
