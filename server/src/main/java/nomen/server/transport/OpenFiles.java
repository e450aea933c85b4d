package nomen.server.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * How many files this process may have open (RLIMIT_NOFILE), and has; sockets count as files. The
 * JVM raises the limit to the hard one when it starts.
 *
 * @param limit how many it may have; {@link Long#MAX_VALUE} if there is no limit, or none is known
 * @param open how many it had when it was asked
 */
public record OpenFiles(long limit, int open) {
  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final Path OPEN = Path.of("/proc/self/fd");
  private static final String ROW = "Max open files";

  /** Asks the system. It reads files, so it is for the start. */
  public static OpenFiles now() {
    try (Stream<String> rows = Files.lines(LIMITS);
        Stream<Path> open = Files.list(OPEN)) {
      return new OpenFiles(limit(rows), Math.toIntExact(open.count()));
    } catch (IOException e) {
      // Not on Linux, or without /proc: the limits of the configuration are all there is.
      return new OpenFiles(Long.MAX_VALUE, 0);
    }
  }

  /** The soft limit in the rows of a file as Linux has it. */
  static long limit(Stream<String> rows) {
    return rows.filter(row -> row.startsWith(ROW))
        .map(row -> row.substring(ROW.length()).strip().split(" +", 2)[0])
        .filter(word -> word.matches("[0-9]{1,18}"))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }
}
