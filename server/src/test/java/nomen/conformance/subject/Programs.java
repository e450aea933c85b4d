package nomen.conformance.subject;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that the system has, or has not. */
public final class Programs {
  private static final List<String> USUAL = List.of("/usr/sbin", "/usr/local/sbin", "/usr/bin");

  private Programs() {}

  /** The path of a program, which may be a path itself. */
  public static Optional<Path> find(String program) {
    Stream<String> onPath = Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1));
    return Stream.concat(onPath, USUAL.stream())
        .map(folder -> Path.of(folder).resolve(program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The path of a program that is known to be there. */
  static String path(String program) {
    return find(program).orElseThrow(() -> new IllegalStateException("no " + program)).toString();
  }

  /** A sentence when the program is missing. */
  public static Optional<String> missing(String program) {
    return find(program).isPresent()
        ? Optional.empty()
        : Optional.of(program + " is not installed");
  }
}
