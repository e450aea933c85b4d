package nomen.linux;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Opens regular files for reading without ever waiting: where a pipe has taken a file's place, an
 * ordinary {@code open} waits until somebody writes into it.
 *
 * <p>The file is opened with {@code O_NONBLOCK}, and looked at by its descriptor, so nothing can
 * take its place between the two. The channel then comes from {@code /proc/self/fd}, which leads to
 * the file that is open, whatever its name stands for by now.
 */
public final class OpenFile {
  // Values of <fcntl.h>, the same on x86-64 and AArch64.
  private static final int O_NONBLOCK = 0x800;
  private static final int O_CLOEXEC = 0x80000;
  private static final int O_NOCTTY = 0x100;

  private OpenFile() {}

  /**
   * Opens a regular file.
   *
   * @throws IOException if there is no such file, it is not regular, or it may not be read
   */
  public static FileChannel regular(Path file) throws IOException {
    LinuxCalls calls = new LinuxCalls();
    int descriptor = open(calls, file);
    if (descriptor < 0) {
      // This says why, in the words of Java.
      requireRegular(file, file);
      return FileChannel.open(file);
    }
    try {
      Path opened = Path.of("/proc/self/fd/" + descriptor);
      requireRegular(opened, file);
      return FileChannel.open(opened);
    } finally {
      calls.close(descriptor);
    }
  }

  private static int open(LinuxCalls calls, Path file) {
    try (Arena arena = Arena.ofConfined()) {
      byte[] octets = octets(file);
      MemorySegment path = arena.allocate(octets.length + 1L);
      MemorySegment.copy(octets, 0, path, ValueLayout.JAVA_BYTE, 0, octets.length);
      return calls.open(path.address(), O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    }
  }

  /** The path in the octets that the file system has it in, which only its URI tells. */
  private static byte[] octets(Path file) {
    String path = file.toUri().getRawPath();
    ByteArrayOutputStream octets = new ByteArrayOutputStream(path.length());
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) == '%') {
        octets.write(HexFormat.fromHexDigits(path, i + 1, i + 3));
        i += 2;
      } else {
        octets.write(path.charAt(i));
      }
    }
    return octets.toByteArray();
  }

  private static void requireRegular(Path look, Path file) throws IOException {
    if (!Files.isRegularFile(look) && Files.exists(file)) {
      throw new IOException("not a regular file");
    }
  }
}
