package nomen.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A new folder in {@code target/bench} of the working directory, so on a disk where a folder for
 * temporary files may be memory.
 *
 * @param path where it is
 */
public record ScratchFolder(Path path) implements AutoCloseable {
  /** Makes one. */
  public static ScratchFolder make() throws IOException {
    Path parent = Files.createDirectories(Path.of("target/bench").toAbsolutePath());
    return new ScratchFolder(Files.createTempDirectory(parent, "scratch"));
  }

  /** Deletes it and all that is in it. */
  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
