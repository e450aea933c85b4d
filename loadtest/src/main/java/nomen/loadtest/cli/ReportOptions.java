package nomen.loadtest.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is told, and where it goes. */
final class ReportOptions {
  @Option(
      names = {"-S", "--interval"},
      paramLabel = "SECONDS",
      description = "Prints the queries a second of every interval of so many seconds.")
  private double intervalSeconds;

  @Option(names = "--html", paramLabel = "FILE", description = "Writes a report for people.")
  private @Nullable Path html;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes a report for programs.")
  private @Nullable Path json;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Writes the course of the run, a row a second, as comma-separated values.")
  private @Nullable Path csv;

  @Option(
      names = "--steps-csv",
      paramLabel = "FILE",
      description = "Writes what came of each step of a ramp, a row a step.")
  private @Nullable Path stepsCsv;

  @Option(
      names = "--pid",
      split = ",",
      paramLabel = "PID",
      description =
          "Processes of the server, on this machine: adds their processor time per answer, memory"
              + " and context switches to the report, with those of their children.")
  private List<Long> pids = new ArrayList<>();

  @Option(
      names = "--quiet",
      description =
          "No line that is rewritten while the run goes on; there is none without a terminal.")
  private boolean quiet;

  /** Seconds between two interval lines, or 0 for none. */
  double intervalSeconds() {
    return intervalSeconds;
  }

  @Nullable Path html() {
    return html;
  }

  @Nullable Path json() {
    return json;
  }

  @Nullable Path csv() {
    return csv;
  }

  @Nullable Path stepsCsv() {
    return stepsCsv;
  }

  List<Long> pids() {
    return pids;
  }

  /** Whether a line may be rewritten on a terminal. */
  boolean mayRewriteLine() {
    return !quiet;
  }

  /**
   * Says now, and not after the run, that a report could not be written.
   *
   * @throws IllegalArgumentException naming the option that is wrong
   */
  void check() {
    if (intervalSeconds != 0 && !(intervalSeconds >= 0.1 && intervalSeconds <= 3_600)) {
      throw new IllegalArgumentException("-S: " + intervalSeconds + " is not in 0.1 to 3600");
    }
    Map<String, @Nullable Path> files = new TreeMap<>();
    files.put("--html", html);
    files.put("--json", json);
    files.put("--csv", csv);
    files.put("--steps-csv", stepsCsv);
    files.forEach(
        (option, file) -> {
          if (file != null) {
            checkWritable(option, file);
          }
        });
  }

  private static void checkWritable(String option, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    boolean writable =
        Files.exists(file)
            ? Files.isRegularFile(file) && Files.isWritable(file) || isDevice(file)
            : folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
    if (!writable) {
      throw new IllegalArgumentException(option + ": " + file + " cannot be written");
    }
  }

  private static boolean isDevice(Path file) {
    return file.startsWith("/dev/");
  }
}
