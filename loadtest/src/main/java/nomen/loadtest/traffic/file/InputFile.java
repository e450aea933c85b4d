package nomen.loadtest.traffic.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import nomen.loadtest.traffic.TrafficException;

/** Opens files, so that all errors look alike. */
public final class InputFile {
  private InputFile() {}

  /** Reads something from a stream. */
  @FunctionalInterface
  public interface Reader<T> {
    /** Reads to the end; does not close. */
    T read(InputStream in) throws IOException, TrafficException;
  }

  /**
   * Opens a file, has it read, and closes it.
   *
   * @throws TrafficException also if the file cannot be opened or read
   */
  public static <T> T read(Path file, Reader<T> reader) throws TrafficException {
    try (InputStream in = Files.newInputStream(file)) {
      return reader.read(in);
    } catch (NoSuchFileException e) {
      throw new TrafficException(file.toString(), 0, "cannot be read: no such file");
    } catch (IOException e) {
      throw new TrafficException(file.toString(), 0, "cannot be read: " + e.getMessage());
    }
  }
}
