package nomen.loadtest.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a run was made on.
 *
 * @param name of the host, or "unknown"
 * @param processors that this process may use
 * @param processor its model as the kernel names it, or "unknown"
 * @param kernel its name and release
 * @param java the Java runtime
 */
public record Machine(String name, int processors, String processor, String kernel, String java) {
  private static final String UNKNOWN = "unknown";

  /** Looks at this machine. */
  public static Machine read() {
    return read(
        Path.of("/proc"), Runtime.getRuntime().availableProcessors(), Runtime.version().toString());
  }

  static Machine read(Path proc, int processors, String java) {
    Path kernel = proc.resolve("sys/kernel");
    return new Machine(
        firstLine(kernel.resolve("hostname")),
        processors,
        processor(proc.resolve("cpuinfo")),
        firstLine(kernel.resolve("ostype")) + " " + firstLine(kernel.resolve("osrelease")),
        java);
  }

  private static String firstLine(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8).lines().findFirst().orElse(UNKNOWN);
    } catch (IOException _) {
      return UNKNOWN;
    }
  }

  private static String processor(Path cpuinfo) {
    try {
      for (String line : ProcFile.lines(cpuinfo)) {
        if (line.startsWith("model name") || line.startsWith("Hardware")) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    } catch (IOException _) {
      // As where no line says it.
    }
    return UNKNOWN;
  }
}
