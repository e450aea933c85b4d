package nomen.loadtest.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of one process or thread below /proc (proc(5)). Sizes and times in their units. */
final class ProcFile {
  /** What the kernel counts times in for users, on every machine (USER_HZ). */
  private static final long TICK_NANOS = 10_000_000;

  private static final long KIBIBYTE = 1024;

  private ProcFile() {}

  /**
   * A line of {@code stat}.
   *
   * @param name of the program, at most 15 characters
   * @param zombie whether it has ended and waits for its parent
   * @param parent process that started it
   * @param startTicks when it started; with the number it tells two processes apart
   */
  record Stat(
      String name,
      boolean zombie,
      long parent,
      long userNanos,
      long systemNanos,
      int threads,
      long startTicks) {}

  /** Reads {@code stat} of a process or a thread. */
  static Stat stat(Path directory) throws IOException {
    String line = Files.readString(directory.resolve("stat"), StandardCharsets.ISO_8859_1);
    // The name stands in parentheses and may hold blanks and parentheses itself.
    int open = line.indexOf('(');
    int close = line.lastIndexOf(')');
    if (open < 0 || close < open) {
      throw new IOException(directory + "/stat: no name in parentheses");
    }
    String[] fields = line.substring(close + 1).strip().split(" ", -1);
    if (fields.length < 20) {
      throw new IOException(directory + "/stat: " + fields.length + " fields after the name");
    }
    return new Stat(
        line.substring(open + 1, close),
        fields[0].equals("Z") || fields[0].equals("X"),
        Long.parseLong(fields[1]),
        Long.parseLong(fields[11]) * TICK_NANOS,
        Long.parseLong(fields[12]) * TICK_NANOS,
        Integer.parseInt(fields[17]),
        Long.parseLong(fields[19]));
  }

  /** The number behind a key of a file like {@code status}, or -1 if there is none. */
  static long number(List<String> lines, String key) {
    for (String line : lines) {
      if (line.startsWith(key) && line.startsWith(":", key.length())) {
        return Long.parseLong(line.substring(key.length() + 1).strip().split("\\s", 2)[0]);
      }
    }
    return -1;
  }

  static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
  }

  /** Resident memory of a process. */
  static long rssOctets(Path directory) throws IOException {
    return Math.max(0, number(lines(directory.resolve("status")), "VmRSS")) * KIBIBYTE;
  }

  /** Proportional memory of a process, or -1 where this user may not read it. */
  static long pssOctets(Path directory) {
    try {
      long kibibytes = number(lines(directory.resolve("smaps_rollup")), "Pss");
      return kibibytes < 0 ? -1 : kibibytes * KIBIBYTE;
    } catch (IOException _) {
      return -1;
    }
  }

  /** The numbers that directories below are named with: processes, or the threads of one. */
  static List<Long> numbers(Path directory) throws IOException {
    List<Long> numbers = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "[0-9]*")) {
      for (Path entry : entries) {
        numbers.add(Long.valueOf(entry.getFileName().toString()));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return numbers;
  }
}
