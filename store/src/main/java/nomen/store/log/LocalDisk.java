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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A directory of the machine's file system. */
public final class LocalDisk implements Disk {
  /** Zeros written, and forced, at once: little enough not to hold up others' forces for long. */
  private static final int ZEROS_OCTETS = 1 << 20;

  /** Octets that one call writes. */
  private static final int WRITE_OCTETS = 1 << 20;

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
    if (missing.isEmpty()) {
      OwnersOnly.tighten(directory);
    }
    for (Path each : missing) {
      if (each.startsWith(root.toAbsolutePath())) {
        Files.createDirectory(each, OwnersOnly.directory(each));
      } else {
        Files.createDirectory(each);
      }
      Path parent = each.getParent();
      if (parent != null) {
        forceDirectory(parent);
      }
    }
  }

  @Override
  public DiskFile create(String path, long sizeOctets) throws IOException {
    requireRoom(path, sizeOctets);
    LocalFile file = create(path);
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

  /** Says at once what would be found out only after much was written. */
  private void requireRoom(String path, long octets) throws IOException {
    long usable = usableOctets();
    if (octets > usable) {
      throw new IOException(
          root.resolve(path)
              + ": the disk has room for "
              + usable
              + " octets, and "
              + octets
              + " are needed");
    }
  }

  @Override
  public long usableOctets() {
    try {
      return Files.getFileStore(root).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  @Override
  public boolean isReadOnly() {
    try {
      return Files.getFileStore(root).isReadOnly();
    } catch (IOException e) {
      return false;
    }
  }

  private LocalFile create(String path) throws IOException {
    Path file = root.resolve(path);
    return opened(
        path,
        file,
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            OwnersOnly.file(file)));
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
    return opened(path, file, FileChannel.open(file, options));
  }

  private static LocalFile opened(String path, Path file, FileChannel channel) throws IOException {
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
      force(channel, true, directory, "cannot force the directory");
    }
  }

  @Override
  public DiskLock lock(String path) throws IOException {
    Path file = root.resolve(path);
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            OwnersOnly.file(file));
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

  private static void force(FileChannel channel, boolean metadata, Path file, String otherwise)
      throws IOException {
    try {
      channel.force(metadata);
    } catch (IOException e) {
      throw new ForceFailedException(file + ": " + otherwise + ": " + e.getMessage(), e);
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
      int end = from.limit();
      try {
        while (from.position() < end) {
          // The octets are copied out of the heap first, to memory that is short at times.
          from.limit(Math.min(end, from.position() + WRITE_OCTETS));
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
      LocalDisk.force(channel, false, file, "cannot force");
    }

    @Override
    public boolean isInPlace(long leastOctets) throws IOException {
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return Objects.equals(identity, now.fileKey()) && now.size() >= leastOctets;
      } catch (NoSuchFileException e) {
        return false;
      }
    }

    @Override
    public DiskFile renamed(String to) {
      return new LocalFile(to, file.resolveSibling(Path.of(to).getFileName()), channel, identity);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
