package nomen.store.log;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes a whole file so that it is there in full or not at all, whenever the power goes: under a
 * name of its own, forced, then renamed, then the directory forced.
 */
final class DurableFile {
  /** What the name of a file ends with that is not written to its end. */
  static final String HALF = ".part";

  /** What is written. */
  @FunctionalInterface
  interface Content {
    /** Puts all of it. */
    void write(BlockOutput out) throws IOException;
  }

  /** Is run after each part that was forced: to let others have the disk, or to break off. */
  @FunctionalInterface
  interface Pace {
    /** No pause. */
    Pace NONE = () -> {};

    /** Returns when the writing may go on; what it throws ends it, and the file is not there. */
    void pause() throws IOException;
  }

  private DurableFile() {}

  /**
   * Writes a file; it is durable when this returns.
   *
   * @param path where to; a file that is there is replaced
   * @param pace is run after every {@link BlockOutput#FORCE_OCTETS}
   */
  static void write(Disk disk, String path, Pace pace, Content content) throws IOException {
    String half = path + HALF;
    disk.delete(half);
    try (DiskFile file = disk.create(half, 0)) {
      BlockOutput out = new BlockOutput(file, pace);
      content.write(out);
      out.flush();
      file.force();
    } catch (IOException | RuntimeException e) {
      deleteQuietly(disk, half, e);
      throw e;
    }
    disk.rename(half, path);
    disk.forceDirectory(String.valueOf(Path.of(path).getParent()));
  }

  private static void deleteQuietly(Disk disk, String path, Exception reason) {
    try {
      disk.delete(path);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }
}
