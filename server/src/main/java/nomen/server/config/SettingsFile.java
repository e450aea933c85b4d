package nomen.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file of settings or keys as text, if it is one that can be read to its end. */
final class SettingsFile {
  /** Octets of a file: some hundred thousand zones. */
  static final long MAX_OCTETS = 256L << 20;

  private SettingsFile() {}

  /**
   * Reads all of it.
   *
   * @throws IOException if it cannot be read, is not UTF-8, or is too long; also if it is a device
   *     or a pipe, which may have no end, or none before somebody writes it
   */
  static String read(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("it is no regular file");
    }
    if (Files.size(file) > MAX_OCTETS) {
      throw new IOException("it has more than " + (MAX_OCTETS >> 20) + " MiB");
    }
    return Files.readString(file);
  }
}
