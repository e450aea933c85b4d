package nomen.server.transfer.in;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nomen.store.log.Disk;
import nomen.store.log.DiskFile;
import nomen.store.log.DiskLock;

/** A disk in memory, which outlives the processes that use it. For one thread. */
final class MemoryDisk implements Disk {
  private static final class Content {
    private byte[] octets = {};
  }

  private final Map<String, Content> files = new TreeMap<>();

  private Content find(String path) throws NoSuchFileException {
    Content content = files.get(path);
    if (content == null) {
      throw new NoSuchFileException(path);
    }
    return content;
  }

  @Override
  public void createDirectory(String path) {}

  @Override
  public DiskFile create(String path, long sizeOctets) throws IOException {
    if (files.containsKey(path)) {
      throw new FileAlreadyExistsException(path);
    }
    Content content = new Content();
    content.octets = new byte[(int) sizeOctets];
    files.put(path, content);
    return new OpenFile(path, content);
  }

  @Override
  public DiskFile open(String path) throws IOException {
    return new OpenFile(path, find(path));
  }

  @Override
  public DiskFile openForReading(String path) throws IOException {
    return open(path);
  }

  @Override
  public List<String> list(String directory) {
    String prefix = directory.isEmpty() ? "" : directory + "/";
    return files.keySet().stream()
        .filter(path -> path.startsWith(prefix))
        .map(path -> path.substring(prefix.length()).split("/", 2)[0])
        .distinct()
        .toList();
  }

  @Override
  public void rename(String from, String to) throws IOException {
    files.put(to, find(from));
    files.remove(from);
  }

  @Override
  public void delete(String path) {
    files.remove(path);
  }

  @Override
  public void forceDirectory(String path) {}

  @Override
  public DiskLock lock(String path) {
    return () -> {};
  }

  private final class OpenFile implements DiskFile {
    private final String path;
    private final Content content;

    OpenFile(String path, Content content) {
      this.path = path;
      this.content = content;
    }

    @Override
    public String path() {
      return path;
    }

    @Override
    public long size() {
      return content.octets.length;
    }

    @Override
    public void write(long offset, ByteBuffer from) {
      int end = (int) offset + from.remaining();
      if (end > content.octets.length) {
        content.octets = Arrays.copyOf(content.octets, end);
      }
      from.get(content.octets, (int) offset, from.remaining());
    }

    @Override
    public int read(long offset, ByteBuffer into) {
      int count = Math.min(into.remaining(), content.octets.length - (int) offset);
      if (count <= 0) {
        return 0;
      }
      into.put(content.octets, (int) offset, count);
      return count;
    }

    @Override
    public void force() {}

    @Override
    public boolean isInPlace(long leastOctets) {
      return files.get(path) == content && content.octets.length >= leastOctets;
    }

    @Override
    public DiskFile renamed(String to) {
      return new OpenFile(to, content);
    }

    @Override
    public void close() {}
  }
}
