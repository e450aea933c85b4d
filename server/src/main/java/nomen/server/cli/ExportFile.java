package nomen.server.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A file that something is written to for the operator, who may be root and name any path. A
 * regular file is replaced in one step, when all is written, and keeps its mode. What is no regular
 * file (a device, a pipe) is written into and never replaced. A symbolic link to a regular file is
 * refused: neither the link nor what it leads to is what was named.
 */
final class ExportFile {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Writes the content; gives an exit code. */
  @FunctionalInterface
  interface Content {
    /** Writes all of it. */
    int write(OutputStream out) throws Exception;
  }

  private ExportFile() {}

  /**
   * Writes a file.
   *
   * @return the code of the content; unless it is {@link ExitCode#OK} a regular file is as it was
   * @throws IOException if the file cannot be written; it names it
   */
  static int write(Path target, Content content) throws Exception {
    BasicFileAttributes named = attributes(target, LinkOption.NOFOLLOW_LINKS);
    BasicFileAttributes meant = attributes(target);
    if (meant != null && meant.isDirectory()) {
      throw new FileSystemException(target.toString(), null, "is a directory");
    }
    if (named != null && named.isSymbolicLink()) {
      if (meant == null || meant.isRegularFile()) {
        throw new FileSystemException(
            target.toString(),
            null,
            "is a symbolic link to " + Files.readSymbolicLink(target) + ": name that path instead");
      }
      return into(FileChannel.open(target, StandardOpenOption.WRITE), content);
    }
    if (named != null && !named.isRegularFile()) {
      return into(
          FileChannel.open(target, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS), content);
    }
    return replace(target, named != null, content);
  }

  private static @Nullable BasicFileAttributes attributes(Path file, LinkOption... options)
      throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, options);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static int into(FileChannel channel, Content content) throws Exception {
    try (channel;
        OutputStream out = Channels.newOutputStream(channel)) {
      return content.write(out);
    }
  }

  private static int replace(Path target, boolean isThere, Content content) throws Exception {
    byte[] random = new byte[8];
    RANDOM.nextBytes(random);
    String name = "." + target.getFileName() + "." + HexFormat.of().formatHex(random) + ".new";
    Path young = target.resolveSibling(name);
    // A new file under a random name: nobody can have put a link there.
    FileChannel channel =
        FileChannel.open(young, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    boolean moved = false;
    try {
      int code;
      try (channel) {
        code = content.write(Channels.newOutputStream(channel));
        if (isThere) {
          copyMode(target, young);
        }
        channel.force(true);
      }
      if (code == ExitCode.OK) {
        Files.move(young, target, StandardCopyOption.ATOMIC_MOVE);
        moved = true;
      }
      return code;
    } finally {
      if (!moved) {
        Files.deleteIfExists(young);
      }
    }
  }

  private static void copyMode(Path from, Path to) throws IOException {
    PosixFileAttributeView old =
        Files.getFileAttributeView(from, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    PosixFileAttributeView young = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (old != null && young != null) {
      young.setPermissions(old.readAttributes().permissions());
    }
  }
}
