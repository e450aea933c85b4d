package nomen.server.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nomen.store.zonefile.SourceFile;
import nomen.store.zonefile.ZoneFileReader;

/** Opens files for a reader and remembers what they were. Not thread-safe. */
final class SourceRecorder implements ZoneFileReader.Opener {
  private static final int BUFFER_OCTETS = 1 << 16;

  /** What is known of a file that changed while it was read: no content has it. */
  private static final byte[] UNKNOWN = new byte[SourceFile.DIGEST_OCTETS];

  private final Map<Path, SourceFile> sources = new LinkedHashMap<>();

  /** The files that were read, in the order in which they were opened first. */
  List<SourceFile> sources() {
    return List.copyOf(sources.values());
  }

  @Override
  public ReadableByteChannel open(Path file) throws IOException {
    BasicFileAttributes before = Files.readAttributes(file, BasicFileAttributes.class);
    FileChannel channel = ZoneFileOpener.open(file);
    // Until all of it was read, nothing is known of it; the place in the order is kept.
    sources.putIfAbsent(file, source(file, before, UNKNOWN));
    return new Recording(file, before, channel);
  }

  private static SourceFile source(Path file, BasicFileAttributes attributes, byte[] digest) {
    return new SourceFile(
        file, attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS), digest);
  }

  /** Whether a file is what it was when it was read. */
  static boolean isSame(SourceFile source) throws IOException {
    return isSame(source, source.path());
  }

  /**
   * Whether a file has the content that another one had when it was read. Of a file in the same
   * place its time is enough.
   */
  static boolean isSame(SourceFile source, Path file) throws IOException {
    if (Arrays.equals(source.digest(), UNKNOWN)) {
      return false;
    }
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    if (!now.isRegularFile() || now.size() != source.sizeOctets()) {
      return false;
    }
    return file.equals(source.path())
            && now.lastModifiedTime().to(TimeUnit.NANOSECONDS) == source.modifiedNanos()
        || Arrays.equals(digest(file), source.digest());
  }

  private static byte[] digest(Path file) throws IOException {
    MessageDigest digest = sha256();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_OCTETS);
    try (FileChannel channel = ZoneFileOpener.open(file)) {
      while (channel.read(buffer.clear()) >= 0) {
        digest.update(buffer.flip());
      }
    }
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("every Java has SHA-256", e);
    }
  }

  /** Digests what is read. */
  private final class Recording implements ReadableByteChannel {
    private final Path file;
    private final BasicFileAttributes before;
    private final FileChannel channel;
    private final MessageDigest digest = sha256();
    private boolean complete;

    Recording(Path file, BasicFileAttributes before, FileChannel channel) {
      this.file = file;
      this.before = before;
      this.channel = channel;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      int start = into.position();
      int count = channel.read(into);
      if (count > 0) {
        digest.update(into.duplicate().flip().position(start));
      }
      complete |= count < 0;
      return count;
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
      BasicFileAttributes after = Files.readAttributes(file, BasicFileAttributes.class);
      boolean unchanged =
          after.size() == before.size()
              && after.lastModifiedTime().equals(before.lastModifiedTime());
      if (complete && unchanged) {
        sources.put(file, source(file, before, digest.digest()));
      }
    }
  }
}
