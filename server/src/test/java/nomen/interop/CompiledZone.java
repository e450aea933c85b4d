package nomen.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import nomen.conformance.subject.Programs;

/** A zone as {@code named-compilezone} reads and prints it: one record a line, sorted. */
final class CompiledZone {
  private CompiledZone() {}

  /** The records, names absolute, fields divided by one space; fails with what the program said. */
  static List<String> print(String origin, Path file) throws IOException, InterruptedException {
    String program =
        Programs.find("named-compilezone").orElseThrow(() -> new IOException("none")).toString();
    Process process =
        new ProcessBuilder(
                program,
                "-q",
                "-i",
                "none",
                "-k",
                "ignore",
                "-s",
                "full",
                "-o",
                "-",
                origin,
                file.toAbsolutePath().toString())
            .directory(Objects.requireNonNull(file.toAbsolutePath().getParent()).toFile())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out = process.inputReader()) {
      List<String> lines =
          out.lines()
              .filter(line -> !line.startsWith(";"))
              .map(line -> line.replaceAll("[ \t]+", " "))
              .sorted()
              .toList();
      if (process.waitFor() != 0) {
        throw new IOException("named-compilezone refuses " + file + ": " + lines);
      }
      return lines;
    }
  }
}
