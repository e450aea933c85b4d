package nomen.store.zonefile;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Opens regular files only: a pipe would make its reader wait, and a device may have no end. */
public final class RegularFile {
  private RegularFile() {}

  /**
   * Opens a file for reading.
   *
   * <p>Between the look at the file and its opening, another may take its place. An opener that can
   * open without waiting, and look then, is better; Java has none.
   *
   * @throws IOException if there is no such file, it is not regular, or it may not be read
   */
  public static FileChannel open(Path file) throws IOException {
    require(file);
    return FileChannel.open(file);
  }

  /**
   * Says that a file is no regular one.
   *
   * @throws IOException if there is no such file, or it is not regular; links are followed
   */
  public static void require(Path file) throws IOException {
    if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
      throw new IOException("not a regular file");
    }
  }
}
