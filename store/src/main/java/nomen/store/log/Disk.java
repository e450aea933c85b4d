package nomen.store.log;

import java.io.IOException;
import java.util.List;

/**
 * The data directory: all that the store writes goes through here, so that tests can cut the power
 * at any moment. Paths are relative to it, with slashes, as {@code log/00000000000000000001.log}.
 *
 * <p>What is promised about a power cut is what a disk and a file system promise, and no more:
 *
 * <ul>
 *   <li>octets written since the last {@link DiskFile#force} are there, lost or in part there, each
 *       sector for itself and in no order;
 *   <li>a file created, renamed or deleted since the last {@link #forceDirectory} may be under its
 *       old or its new name, whether its octets were forced or not;
 *   <li>a rename replaces the file of the new name in one step;
 *   <li>a sector that was being written holds old and new octets, and octets that were not changed
 *       stay as they are;
 *   <li>after a force that failed, octets may never get to the disk though they can be read and
 *       later forces succeed.
 * </ul>
 *
 * Every error names the file. Methods may be called by several threads.
 */
public interface Disk {
  /**
   * Makes a directory, and those above it, and forces the directories that it stands in. Does
   * nothing if it is there.
   */
  void createDirectory(String path) throws IOException;

  /**
   * Makes a file of zeros for which the disk has room: writing to it needs no more. Neither the
   * zeros nor the name are forced. What could not be made whole is deleted.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is one
   */
  DiskFile create(String path, long sizeOctets) throws IOException;

  /**
   * Opens a file to read and write.
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  DiskFile open(String path) throws IOException;

  /**
   * Opens a file to read.
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  DiskFile openForReading(String path) throws IOException;

  /** The names of a directory's entries, in order; none if there is no such directory. */
  List<String> list(String directory) throws IOException;

  /** Renames a file within its directory; one that had the new name is replaced. */
  void rename(String from, String to) throws IOException;

  /** Deletes a file, if there is one. */
  void delete(String path) throws IOException;

  /** Makes durable which files are in a directory; the empty path is the data directory. */
  void forceDirectory(String path) throws IOException;

  /** The octets that there is room for; {@link Long#MAX_VALUE} if nobody knows. */
  default long usableOctets() {
    return Long.MAX_VALUE;
  }

  /** Whether its file system takes no writes at all. */
  default boolean isReadOnly() {
    return false;
  }

  /**
   * Takes a lock that one process at a time can hold, until it is closed or the process ends.
   *
   * @throws IOException if another one holds it
   */
  DiskLock lock(String path) throws IOException;
}
