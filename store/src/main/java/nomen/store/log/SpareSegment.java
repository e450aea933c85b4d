package nomen.store.log;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of zeros that waits to become the next segment, made by another thread, for it takes long
 * to fill one. It is open, so that the log can go on when the process has no descriptor left. Used
 * by one thread.
 */
final class SpareSegment implements AutoCloseable {
  /** Room for fewer segments than this is warned of. */
  static final int LOW_SEGMENTS = 4;

  private static final Logger LOGGER = LoggerFactory.getLogger(SpareSegment.class);

  private final Disk disk;
  private final long octets;
  private final Executor background;
  private @Nullable CompletableFuture<@Nullable DiskFile> making;

  SpareSegment(Disk disk, long octets, Executor background) {
    this.disk = disk;
    this.octets = octets;
    this.background = background;
  }

  /**
   * Has one made if none waits and none is being made; one that could not be made is tried again.
   */
  void prepare() {
    CompletableFuture<@Nullable DiskFile> before = making;
    if (before != null && !(before.isDone() && wait(before) == null)) {
      return;
    }
    try {
      making = CompletableFuture.supplyAsync(this::tryMake, background);
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // The log makes it when it needs it: the background is being shut down, has too much to do,
      // or no thread can be started now.
      making = null;
    }
  }

  private @Nullable DiskFile tryMake() {
    try {
      DiskFile made = make(disk, SegmentFiles.SPARE, octets);
      warnIfLow();
      return made;
    } catch (IOException e) {
      LOGGER
          .atWarn()
          .addKeyValue("reason", e.getMessage())
          .log(
              "cannot make the next segment of the log; updates are refused when this one is full");
      return null;
    }
  }

  private void warnIfLow() {
    long usable = disk.usableOctets();
    if (usable < LOW_SEGMENTS * octets) {
      LOGGER
          .atWarn()
          .addKeyValue("usable_octets", usable)
          .log("the disk of the data directory is nearly full");
    }
  }

  /**
   * Makes a file of zeros that are durable, open to write.
   *
   * @throws IOException if it cannot be made; there is none then, and it can be tried again
   */
  static DiskFile make(Disk disk, String path, long octets) throws IOException {
    disk.delete(path);
    DiskFile file = disk.create(path, octets);
    try {
      file.force();
      return file;
    } catch (IOException e) {
      file.close();
      // It held nothing, so what was lost of it is no loss: the next is another file.
      throw e instanceof ForceFailedException ? new IOException(e.getMessage(), e) : e;
    }
  }

  /**
   * Makes the next segment of the log of the one that waits, or of a new file if there is none or
   * it is too small. It has its name, durably, when this returns.
   *
   * @param needed octets that it must have at least
   * @throws ForceFailedException if it is not known whether the segment can be read after a crash
   * @throws IOException if it could not be made; it can be tried again
   */
  OpenSegment begin(long firstLsn, long needed, long salt) throws IOException {
    String path = SegmentFiles.path(firstLsn);
    DiskFile unnamed =
        needed <= octets ? take() : make(disk, path + SegmentFiles.UNFINISHED, needed);
    try {
      SegmentHeader header = new SegmentHeader(firstLsn, 0, salt, unnamed.size());
      unnamed.write(0, header.write());
      unnamed.force();
      disk.rename(unnamed.path(), path);
      disk.forceDirectory(SegmentFiles.DIRECTORY);
      return new OpenSegment(disk, unnamed.renamed(path), header, SegmentHeader.OCTETS);
    } catch (IOException | RuntimeException | Error e) {
      try {
        unnamed.close();
      } catch (IOException also) {
        e.addSuppressed(also);
      }
      throw e;
    }
  }

  private DiskFile take() throws IOException {
    DiskFile made = wait(making);
    making = null;
    return made == null ? make(disk, SegmentFiles.SPARE, octets) : made;
  }

  private static @Nullable DiskFile wait(@Nullable CompletableFuture<@Nullable DiskFile> making) {
    try {
      return making == null ? null : making.join();
    } catch (CompletionException e) {
      return null;
    }
  }

  /** Waits until nothing is being made, and closes what was. */
  @Override
  public void close() throws IOException {
    DiskFile made = wait(making);
    making = null;
    if (made != null) {
      made.close();
    }
  }
}
