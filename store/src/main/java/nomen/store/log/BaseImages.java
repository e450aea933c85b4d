package nomen.store.log;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import nomen.store.zone.ZoneSnapshot;
import nomen.store.zonefile.SourceFile;

/**
 * The images that log records name by number: of zone file versions, which the next merge starts
 * from, and of zones that were transferred. Each is a file {@code base/<20 digits>.img} that is
 * never changed.
 *
 * <p>An image is written before the record that names it. Until its writer says that it is {@link
 * #settle settled}, which of the two came to be durable, it is not deleted. Thread-safe.
 */
public final class BaseImages {
  static final String DIRECTORY = "base";
  private static final String SUFFIX = ".img";
  private static final int DIGITS = 20;

  /** Files that are read at a time. */
  private static final int MAX_OPEN_FILES = 64;

  private final Disk disk;
  private final int threads;
  private final NavigableSet<Long> unsettled = new TreeSet<>();
  private long nextNumber;

  /**
   * The images of a data directory.
   *
   * @param threads the most that read one image
   */
  public BaseImages(Disk disk, int threads) throws IOException {
    this.disk = disk;
    this.threads = threads;
    if (!disk.isReadOnly()) {
      disk.createDirectory(DIRECTORY);
    }
    nextNumber = 1;
    for (long number : numbers()) {
      nextNumber = number + 1;
    }
  }

  /** The images that are here, in ascending order. */
  List<Long> numbers() throws IOException {
    List<Long> numbers = new ArrayList<>();
    for (String name : disk.list(DIRECTORY)) {
      long number = numberOf(name, SUFFIX);
      if (number > 0) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  /** The number that a file's name is made of, 0 if it is not made so. */
  static long numberOf(String name, String suffix) {
    if (name.length() != DIGITS + suffix.length() || !name.endsWith(suffix)) {
      return 0;
    }
    try {
      return Long.parseLong(name.substring(0, DIGITS));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  static String fileName(String directory, long number, String suffix) {
    return String.format(Locale.ROOT, "%s/%020d%s", directory, number, suffix);
  }

  static String path(long number) {
    return fileName(DIRECTORY, number, SUFFIX);
  }

  /**
   * Writes an image; it is durable when this returns.
   *
   * @param sources the files that the zone was read from; none if it came another way
   * @return its number; say {@link #settle} when it is known whether a record names it
   */
  public long write(ZoneSnapshot zone, List<SourceFile> sources) throws IOException {
    long number;
    synchronized (this) {
      number = nextNumber++;
      unsettled.add(number);
    }
    boolean written = false;
    try {
      DurableFile.write(
          disk,
          path(number),
          DurableFile.Pace.NONE,
          out -> new ZoneImageWriter(zone, sources).write(out));
      written = true;
    } finally {
      if (!written) {
        // Nobody knows its number, so no record will name it, and it must not keep others.
        settle(number);
      }
    }
    return number;
  }

  /** Whether a record names an image is now known: it may be deleted when none does. */
  public synchronized void settle(long number) {
    unsettled.remove(number);
  }

  /**
   * Reads an image.
   *
   * @throws DamagedFileException if it is not what was written
   */
  public ZoneImage read(long number) throws IOException {
    return readAll(List.of(number)).getFirst();
  }

  /** Reads images, some blocks at a time. */
  List<ZoneImage> readAll(List<Long> numbers) throws IOException {
    List<DiskFile> files = new ArrayList<>(numbers.size());
    List<ZoneImage> images = new ArrayList<>(numbers.size());
    try {
      for (int from = 0; from < numbers.size(); from += MAX_OPEN_FILES) {
        int to = Math.min(numbers.size(), from + MAX_OPEN_FILES);
        List<ZoneImageReader> readers = new ArrayList<>(to - from);
        for (long number : numbers.subList(from, to)) {
          DiskFile file = open(number);
          files.add(file);
          readers.add(new ZoneImageReader(file, 0, file.size()));
        }
        images.addAll(ImageLoading.load(readers, threads));
        closeAll(files);
      }
    } finally {
      closeAll(files);
    }
    return images;
  }

  private DiskFile open(long number) throws IOException {
    try {
      return disk.openForReading(path(number));
    } catch (NoSuchFileException e) {
      throw new IOException(path(number) + ": missing, though the log names it", e);
    }
  }

  private static void closeAll(List<DiskFile> files) throws IOException {
    while (!files.isEmpty()) {
      files.removeLast().close();
    }
  }

  /** Reads which files an image's zone was read from, and nothing else. */
  public List<SourceFile> readSources(long number) throws IOException {
    try (DiskFile file = open(number)) {
      return ImageHeader.read(file, 0, file.size()).sources();
    }
  }

  /** The lowest number that a record to come may name. */
  synchronized long horizon() {
    return unsettled.isEmpty() ? nextNumber : unsettled.first();
  }

  /** Deletes the images below a number but those that are named, and files half written. */
  void deleteUnused(long horizon, Set<Long> named) throws IOException {
    for (String name : disk.list(DIRECTORY)) {
      long number = numberOf(name, SUFFIX);
      boolean unused = number > 0 && number < horizon && !named.contains(number);
      boolean half = numberOf(name, SUFFIX + DurableFile.HALF) > 0 && isSettled(name);
      if (unused || half) {
        disk.delete(DIRECTORY + "/" + name);
      }
    }
  }

  private synchronized boolean isSettled(String halfName) {
    return !unsettled.contains(numberOf(halfName, SUFFIX + DurableFile.HALF));
  }
}
