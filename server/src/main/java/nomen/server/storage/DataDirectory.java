package nomen.server.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import nomen.store.log.Disk;
import nomen.store.log.DiskLock;
import nomen.store.log.LogSettings;
import nomen.store.log.Recovery;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A data directory that this process has to itself.
 *
 * @param recovery what it held when it was opened, and its log
 * @param lock null if its file system is read-only: then nobody can write there
 */
record DataDirectory(Recovery recovery, @Nullable DiskLock lock, ExecutorService background)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);

  /** More read no faster: the disk is the limit then. */
  private static final int MAX_READING_THREADS = 8;

  /**
   * Locks one, and recovers what it holds.
   *
   * @throws StorageException as {@link StoredZones#open}
   */
  static DataDirectory open(Disk disk, Path directory, LogSettings settings, RandomGenerator random)
      throws StorageException {
    ExecutorService background =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("log-segments").factory());
    DiskLock lock = null;
    try {
      if (disk.isReadOnly()) {
        LOG.atError()
            .addKeyValue("directory", directory)
            .log("read-only file system: zones are served, and every change is refused");
      } else {
        disk.createDirectory("");
        lock = disk.lock(StoredZones.LOCK);
      }
      int threads = Math.min(MAX_READING_THREADS, Runtime.getRuntime().availableProcessors());
      Recovery recovery = Recovery.run(disk, settings, background, random, threads);
      recovery
          .damaged()
          .forEach(
              what -> LOG.atWarn().addKeyValue("reason", what).log("data directory is damaged"));
      return new DataDirectory(recovery, lock, background);
    } catch (IOException e) {
      background.shutdownNow();
      closeQuietly(lock);
      throw new StorageException(
          "the data directory " + directory + " cannot be used: " + e.getMessage(), e);
    }
  }

  /** Closes the log and lets others have the directory. */
  @Override
  public void close() {
    closeQuietly(recovery.log());
    background.shutdownNow();
    closeQuietly(lock);
  }

  private static void closeQuietly(@Nullable AutoCloseable resource) {
    if (resource != null) {
      try {
        resource.close();
      } catch (Exception e) {
        LOG.atWarn().addKeyValue("reason", e).log("data directory was not closed well");
      }
    }
  }
}
