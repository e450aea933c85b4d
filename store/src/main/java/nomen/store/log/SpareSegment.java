package nomen.store.log;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A file of zeros that waits to become the next segment, made by another thread, for it takes long
 * to fill one. Used by one thread.
 */
final class SpareSegment implements AutoCloseable {
  private final Disk disk;
  private final long octets;
  private final Executor background;
  private @Nullable CompletableFuture<Boolean> making;

  SpareSegment(Disk disk, long octets, Executor background) {
    this.disk = disk;
    this.octets = octets;
    this.background = background;
  }

  /** Has one made if none waits. */
  void prepare() {
    if (making == null) {
      try {
        making = CompletableFuture.supplyAsync(this::tryMake, background);
      } catch (RejectedExecutionException e) {
        // Whoever needs it makes it: the background is being shut down, or has too much to do.
        making = null;
      }
    }
  }

  private boolean tryMake() {
    try {
      make(disk, SegmentFiles.SPARE, octets);
      return true;
    } catch (IOException e) {
      // It is tried again when the segment is needed, and it is an error then.
      return false;
    }
  }

  /** Makes a file of zeros that are durable. */
  static void make(Disk disk, String path, long octets) throws IOException {
    disk.delete(path);
    try (DiskFile file = disk.create(path, octets)) {
      file.force();
    }
  }

  /**
   * Waits until one is made.
   *
   * @return the path of a file of zeros, which is the caller's now
   * @throws IOException if none can be made
   */
  String take() throws IOException {
    if (!isMade()) {
      make(disk, SegmentFiles.SPARE, octets);
    }
    return SegmentFiles.SPARE;
  }

  private boolean isMade() {
    CompletableFuture<Boolean> made = making;
    making = null;
    try {
      return made != null && made.join();
    } catch (CompletionException e) {
      return false;
    }
  }

  /** Waits until nothing is being made. */
  @Override
  public void close() {
    isMade();
  }
}
