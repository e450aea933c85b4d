package nomen.store.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is in the data directory is for the user that the server runs as and nobody else: it has all
 * records of zones that may be transferred to nobody. So directories are made with mode 0700 and
 * files with 0600, whatever the process's mask allows.
 */
final class OwnersOnly {
  private static final Logger LOGGER = LoggerFactory.getLogger(OwnersOnly.class);

  private static final Set<PosixFilePermission> DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final FileAttribute<?>[] NONE = {};

  private OwnersOnly() {}

  /** How a directory is made. */
  static FileAttribute<?>[] directory(Path at) {
    return attributes(at, DIRECTORY);
  }

  /** How a file is made. */
  static FileAttribute<?>[] file(Path at) {
    return attributes(at, FILE);
  }

  private static FileAttribute<?>[] attributes(Path at, Set<PosixFilePermission> allowed) {
    return at.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(allowed)}
        : NONE;
  }

  /**
   * Takes from others what they may do in a directory that is there. Its files are out of their
   * reach then, whatever their own modes say. A server that may not do so goes on.
   */
  static void tighten(Path directory) {
    PosixFileAttributeView view =
        Files.getFileAttributeView(directory, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    try {
      Set<PosixFilePermission> before = view.readAttributes().permissions();
      Set<PosixFilePermission> after = EnumSet.noneOf(PosixFilePermission.class);
      after.addAll(before);
      after.retainAll(DIRECTORY);
      if (after.equals(before)) {
        return;
      }
      view.setPermissions(after);
      LOGGER
          .atWarn()
          .addKeyValue("directory", directory)
          .addKeyValue("before", PosixFilePermissions.toString(before))
          .addKeyValue("now", PosixFilePermissions.toString(after))
          .log("other users could reach the data directory; they cannot any more");
    } catch (IOException e) {
      LOGGER
          .atWarn()
          .addKeyValue("directory", directory)
          .addKeyValue("reason", e.toString())
          .log("cannot keep other users out of the data directory");
    }
  }
}
