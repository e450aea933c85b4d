package nomen.store.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of a data directory. The {@link #KEPT} newest are kept: if the newest is damaged,
 * recovery takes the one before it and more of the log. Not thread-safe.
 */
public final class CheckpointFiles {
  static final String DIRECTORY = "checkpoint";
  static final String SUFFIX = ".ckpt";

  /** How many are kept. */
  static final int KEPT = 2;

  private final Disk disk;

  /** The LSNs of those that are here and not known to be damaged. */
  private final NavigableSet<Long> sound = new TreeSet<>();

  private final long namedLsn;

  CheckpointFiles(Disk disk) throws IOException {
    this.disk = disk;
    if (!disk.isReadOnly()) {
      disk.createDirectory(DIRECTORY);
    }
    for (String name : disk.list(DIRECTORY)) {
      long lsn = BaseImages.numberOf(name, SUFFIX);
      if (lsn > 0) {
        sound.add(lsn);
      }
    }
    namedLsn = newestLsn();
  }

  /**
   * The LSN of the newest that was here when this was made, damaged or not; 0 if there was none.
   */
  long namedLsn() {
    return namedLsn;
  }

  static String path(long lsn) {
    return BaseImages.fileName(DIRECTORY, lsn, SUFFIX);
  }

  private static String fileName(long lsn) {
    return path(lsn).substring(DIRECTORY.length() + 1);
  }

  /** The LSN of the oldest that is kept; the log is needed from behind it. 0 if there is none. */
  long oldestLsn() {
    return sound.size() < KEPT ? 0 : sound.first();
  }

  /** The LSN of the newest, 0 if there is none. */
  long newestLsn() {
    return sound.isEmpty() ? 0 : sound.last();
  }

  /**
   * Writes one, durably.
   *
   * @param pace is run after each part that was forced; what it throws ends the writing
   * @return its octets
   */
  long write(Checkpoint checkpoint, DurableFile.Pace pace) throws IOException {
    List<ZoneImageWriter> images = new ArrayList<>(checkpoint.zones().size());
    long size = Checkpoint.headerOctets(checkpoint.zones().size());
    for (Checkpoint.Zone zone : checkpoint.zones()) {
      ZoneImageWriter image = new ZoneImageWriter(zone.zone(), List.of());
      images.add(image);
      size += image.sizeOctets();
    }
    long octets = size;
    DurableFile.write(
        disk,
        path(checkpoint.lsn()),
        pace,
        out -> {
          writeHeader(out, checkpoint, images, octets);
          for (ZoneImageWriter image : images) {
            image.write(out);
          }
        });
    sound.add(checkpoint.lsn());
    return octets;
  }

  private static void writeHeader(
      BlockOutput out, Checkpoint checkpoint, List<ZoneImageWriter> images, long octets)
      throws IOException {
    int header = Checkpoint.headerOctets(images.size());
    out.startChecksum();
    out.putLong(Checkpoint.MAGIC);
    out.putInt(Checkpoint.VERSION);
    out.putInt(header);
    out.putLong(octets);
    out.putLong(checkpoint.lsn());
    out.putLong(checkpoint.timeMillis());
    out.putLong(checkpoint.horizon());
    out.putInt(images.size());
    out.putInt(0);
    long at = header;
    for (int i = 0; i < images.size(); i++) {
      out.putLong(checkpoint.zones().get(i).base());
      out.putLong(at);
      at += images.get(i).sizeOctets();
    }
    out.putInt(0);
    out.putChecksum();
  }

  /** Deletes all but the newest sound ones, and what is half written. */
  void deleteOld() throws IOException {
    while (sound.size() > KEPT) {
      sound.pollFirst();
    }
    for (String name : disk.list(DIRECTORY)) {
      boolean kept = sound.stream().anyMatch(lsn -> name.equals(fileName(lsn)));
      if (!kept && (name.endsWith(SUFFIX) || name.endsWith(SUFFIX + DurableFile.HALF))) {
        disk.delete(DIRECTORY + "/" + name);
      }
    }
  }

  /**
   * Reads the newest that is not damaged.
   *
   * @param threads the most that read
   * @param damaged is given what is wrong with those that are
   * @return null if there is none
   */
  @Nullable Checkpoint readNewest(int threads, List<String> damaged) throws IOException {
    while (!sound.isEmpty()) {
      try (DiskFile file = disk.openForReading(path(sound.last()))) {
        return read(file, sound.last(), threads);
      } catch (IOException e) {
        // What cannot be read is as good as damaged.
        damaged.add(String.valueOf(e.getMessage()));
        sound.pollLast();
      }
    }
    return null;
  }

  private static Checkpoint read(DiskFile file, long lsn, int threads) throws IOException {
    ByteBuffer header = readHeader(file);
    require(header.getLong() == lsn, file, 24, "another LSN than the file is named for");
    long timeMillis = header.getLong();
    long horizon = header.getLong();
    int count = header.getInt();
    header.getInt();
    long[] bases = new long[count];
    long[] starts = new long[count + 1];
    for (int i = 0; i < count; i++) {
      bases[i] = header.getLong();
      starts[i] = header.getLong();
    }
    starts[count] = file.size();
    List<ZoneImageReader> readers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ZoneImageReader reader = new ZoneImageReader(file, starts[i], starts[i + 1]);
      require(
          starts[i] + reader.sizeOctets() == starts[i + 1], file, starts[i], "gap behind an image");
      readers.add(reader);
    }
    List<ZoneImage> images = ImageLoading.load(readers, threads);
    List<Checkpoint.Zone> zones = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      zones.add(new Checkpoint.Zone(images.get(i).zone(), bases[i]));
    }
    return new Checkpoint(lsn, timeMillis, horizon, zones);
  }

  /** The header, from the LSN on, verified. */
  private static ByteBuffer readHeader(DiskFile file) throws IOException {
    long size = file.size();
    require(size >= Checkpoint.headerOctets(0), file, 0, "too short for a checkpoint");
    ByteBuffer fixed = ByteBuffer.allocate(Checkpoint.FIXED_OCTETS);
    ImageHeader.readFully(file, 0, fixed);
    require(fixed.getLong(0) == Checkpoint.MAGIC, file, 0, "not a checkpoint");
    int version = fixed.getInt(8);
    require(version == Checkpoint.VERSION, file, 8, "format version " + version + " is unknown");
    int count = fixed.getInt(48);
    require(count >= 0 && count <= Checkpoint.MAX_ZONES, file, 48, "too many zones");
    int length = Checkpoint.headerOctets(count);
    require(fixed.getInt(12) == length && length <= size, file, 12, "header of another size");
    ByteBuffer header = ByteBuffer.allocate(length);
    ImageHeader.readFully(file, 0, header);
    CRC32C checksum = new CRC32C();
    checksum.update(header.duplicate().limit(length - Integer.BYTES));
    require(
        header.getInt(length - Integer.BYTES) == (int) checksum.getValue(),
        file,
        0,
        "the header's checksum does not fit");
    require(header.getLong(16) == size, file, 16, "file of another size");
    return header.position(24);
  }

  private static void require(boolean holds, DiskFile file, long offset, String otherwise)
      throws DamagedFileException {
    if (!holds) {
      throw new DamagedFileException(file.path(), offset, otherwise);
    }
  }
}
