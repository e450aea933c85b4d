package nomen.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import nomen.store.log.Disk;
import nomen.store.log.DiskFile;
import nomen.store.log.DiskLock;
import nomen.store.log.ForceFailedException;
import nomen.store.log.LocalDisk;

/** The machine's disk, of which some calls fail when a test says so. */
final class BreakableDisk implements Disk {
  /** What fails. */
  enum Fault {
    NONE,
    /** There is no room for new files. */
    CREATE,
    /** There is no room for octets. */
    WRITE,
    /** What was written does not get to the disk. */
    FORCE,
    /** No file gets another name, as in a directory that must not be written to. */
    RENAME
  }

  private final LocalDisk disk;
  private volatile Fault fault = Fault.NONE;

  BreakableDisk(Path folder) {
    disk = new LocalDisk(folder);
  }

  /** Has the log's files fail from now on. */
  void fail(Fault which) {
    fault = which;
  }

  private void check(Fault which, String path) throws IOException {
    if (fault == which && path.startsWith("log/")) {
      IOException cause = new IOException(path + ": the test lets it fail: " + which);
      throw which == Fault.FORCE
          ? new ForceFailedException(String.valueOf(cause.getMessage()), cause)
          : cause;
    }
  }

  @Override
  public void createDirectory(String path) throws IOException {
    disk.createDirectory(path);
  }

  @Override
  public DiskFile create(String path, long sizeOctets) throws IOException {
    check(Fault.CREATE, path);
    return new BreakableFile(disk.create(path, sizeOctets));
  }

  @Override
  public DiskFile open(String path) throws IOException {
    return new BreakableFile(disk.open(path));
  }

  @Override
  public DiskFile openForReading(String path) throws IOException {
    return disk.openForReading(path);
  }

  @Override
  public List<String> list(String directory) throws IOException {
    return disk.list(directory);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    check(Fault.RENAME, from);
    disk.rename(from, to);
  }

  @Override
  public void delete(String path) throws IOException {
    disk.delete(path);
  }

  @Override
  public void forceDirectory(String path) throws IOException {
    disk.forceDirectory(path);
  }

  @Override
  public DiskLock lock(String path) throws IOException {
    return disk.lock(path);
  }

  private final class BreakableFile implements DiskFile {
    private final DiskFile file;

    BreakableFile(DiskFile file) {
      this.file = file;
    }

    @Override
    public String path() {
      return file.path();
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void write(long offset, ByteBuffer from) throws IOException {
      check(Fault.WRITE, path());
      file.write(offset, from);
    }

    @Override
    public int read(long offset, ByteBuffer into) throws IOException {
      return file.read(offset, into);
    }

    @Override
    public void force() throws IOException {
      check(Fault.FORCE, path());
      file.force();
    }

    @Override
    public boolean isInPlace(long leastOctets) throws IOException {
      return file.isInPlace(leastOctets);
    }

    @Override
    public DiskFile renamed(String path) {
      return new BreakableFile(file.renamed(path));
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
