package nomen.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;

/** Files of a configuration that hold secrets and can be read by every user of the machine. */
public final class OpenSecrets {
  private OpenSecrets() {}

  /**
   * The files, the configuration itself first.
   *
   * @param file the configuration file itself
   */
  public static List<Path> of(Path file, Configuration configuration) {
    List<Path> files = new ArrayList<>();
    CookieSettings cookies = configuration.cookies();
    if (!configuration.keys().isEmpty()
        || cookies.secret() != null
        || !cookies.oldSecrets().isEmpty()) {
      files.add(file);
    }
    configuration.server().keyFiles().forEach(keys -> files.add(keys.path()));
    return files.stream().filter(OpenSecrets::isOpen).toList();
  }

  private static boolean isOpen(Path file) {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException e) {
      // A file system without such modes has nothing to warn of.
      return false;
    }
  }
}
