package nomen.store.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A directory of the machine's file system. */
public final class LocalDisk implements Disk {
  /** Zeros written, and forced, at once: little enough not to hold up others' forces for long. */
  private static final int ZEROS_OCTETS = 1 << 20;

  private final Path root;

  /** Nothing is read or written before it is asked for. */
  public LocalDisk(Path root) {
    this.root = root;
  }

  /** The directory. */
  public Path root() {
    return root;
  }

  @Override
  public void createDirectory(String path) throws IOException {
    Path directory = root.resolve(path).toAbsolutePath();
    List<Path> missing = new ArrayList<>();
    for (Path at = directory; at != null && !Files.isDirectory(at); at = at.getParent()) {
      missing.addFirst(at);
    }
    for (Path each : missing) {
      Files.createDirectory(each);
      Path parent = each.getParent();
      if (parent != null) {
        forceDirectory(parent);
      }
    }
  }

  @Override
  public DiskFile create(String path, long sizeOctets) throws IOException {
    LocalFile file =
        open(
            path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      // Zeros and not a hole or an extent that was never written: the file system has then nothing
      // left to note down when the log writes there, and a force costs one write to the disk.
      ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(ZEROS_OCTETS, sizeOctets));
      for (long at = 0; at < sizeOctets; at += zeros.limit()) {
        zeros.clear().limit((int) Math.min(zeros.capacity(), sizeOctets - at));
        file.write(at, zeros);
        file.force();
      }
      return file;
    } catch (IOException e) {
      closeAndDelete(file, e);
      throw e;
    }
  }

  private void closeAndDelete(LocalFile file, IOException reason) {
    try {
      file.close();
      delete(file.path);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  @Override
  public DiskFile open(String path) throws IOException {
    return open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  @Override
  public DiskFile openForReading(String path) throws IOException {
    return open(path, StandardOpenOption.READ);
  }

  private LocalFile open(String path, OpenOption... options) throws IOException {
    Path file = root.resolve(path);
    FileChannel channel = FileChannel.open(file, options);
    try {
      return new LocalFile(path, file, channel, identityOf(file));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** What tells a file from others that have had its name: device and inode. */
  private static @Nullable Object identityOf(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  @Override
  public List<String> list(String directory) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve(directory))) {
      for (Path entry : entries) {
        names.add(String.valueOf(entry.getFileName()));
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
    names.sort(null);
    return names;
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(
        root.resolve(from),
        root.resolve(to),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(String path) throws IOException {
    Files.deleteIfExists(root.resolve(path));
  }

  @Override
  public void forceDirectory(String path) throws IOException {
    forceDirectory(root.resolve(path));
  }

  private static void forceDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      throw named(directory, "cannot force the directory", e);
    }
  }

  @Override
  public DiskLock lock(String path) throws IOException {
    Path file = root.resolve(path);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = tryLock(channel);
      if (lock == null) {
        throw new IOException(file + ": another process is using this data directory");
      }
      return channel::close;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // This process holds it already.
      return null;
    }
  }

  private static IOException named(Path file, String what, IOException e) {
    return new IOException(file + ": " + what + ": " + e.getMessage(), e);
  }

  private record LocalFile(String path, Path file, FileChannel channel, @Nullable Object identity)
      implements DiskFile {
    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public void write(long offset, ByteBuffer from) throws IOException {
      long at = offset;
      try {
        while (from.hasRemaining()) {
          at += channel.write(from, at);
        }
      } catch (IOException e) {
        throw named(file, "cannot write at octet " + at, e);
      }
    }

    @Override
    public int read(long offset, ByteBuffer into) throws IOException {
      int start = into.position();
      try {
        while (into.hasRemaining()) {
          int count = channel.read(into, offset + into.position() - start);
          if (count < 0) {
            break;
          }
        }
      } catch (IOException e) {
        throw named(file, "cannot read at octet " + (offset + into.position() - start), e);
      }
      return into.position() - start;
    }

    @Override
    public void force() throws IOException {
      try {
        channel.force(false);
      } catch (IOException e) {
        throw named(file, "cannot force", e);
      }
    }

    @Override
    public boolean isInPlace() throws IOException {
      try {
        return Objects.equals(identity, identityOf(file));
      } catch (NoSuchFileException e) {
        return false;
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
