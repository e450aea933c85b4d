package nomen.bench.results;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs benchmarks and keeps what they came to, or compares it with what is kept.
 *
 * <pre>BenchCommand keep SET COMMIT [JMH ARGUMENT]...
 * BenchCommand compare [JMH ARGUMENT]...</pre>
 *
 * Arguments for JMH win over those of the set ({@link BenchmarkSet}). The working directory is the
 * project's. JMH's own file is {@code target/bench/latest.json} then.
 */
public final class BenchCommand {
  private static final Path ROOT = Path.of("");
  private static final Path LATEST = Path.of("target/bench/latest.json");

  private BenchCommand() {}

  /** Runs the command. */
  public static void main(String[] arguments)
      throws IOException, RunnerException, CommandLineOptionException {
    if (arguments.length >= 3 && arguments[0].equals("keep")) {
      keep(BenchmarkSet.of(arguments[1]), arguments[2], from(arguments, 3));
    } else if (arguments.length >= 1 && arguments[0].equals("compare")) {
      compare(from(arguments, 1));
    } else {
      throw new IllegalArgumentException(
          "what to do is missing: keep SET COMMIT [JMH ARGUMENT]... | compare [JMH ARGUMENT]...");
    }
  }

  private static String[] from(String[] arguments, int first) {
    return Arrays.copyOfRange(arguments, first, arguments.length);
  }

  private static void keep(BenchmarkSet set, String commit, String[] jmh)
      throws IOException, RunnerException, CommandLineOptionException {
    List<Score> scores = run(set, jmh);
    if (scores.isEmpty()) {
      throw new IOException("no benchmark ran: nothing is kept");
    }
    Path file = set.file(ROOT);
    new KeptRun(origin(set, commit, jmh), scores).write(file);
    System.out.println(scores.size() + " scores are kept in " + file);
  }

  private static void compare(String[] jmh)
      throws IOException, RunnerException, CommandLineOptionException {
    List<Score> fresh = run(BenchmarkSet.STANDARD, jmh);
    List<Score> standard = kept(BenchmarkSet.STANDARD);
    List<Score> all = new ArrayList<>(standard);
    all.addAll(kept(BenchmarkSet.LARGE));
    Selection selection = new Selection(options(jmh), options(BenchmarkSet.STANDARD));
    List<Score> expected = standard.stream().filter(selection::has).toList();
    System.out.print(Comparison.print(all, expected, fresh));
  }

  private static List<Score> kept(BenchmarkSet set) throws IOException {
    Path file = set.file(ROOT);
    return Files.exists(file) ? KeptRun.read(file).scores() : List.of();
  }

  private static CommandLineOptions options(String... jmh) throws CommandLineOptionException {
    return new CommandLineOptions(jmh);
  }

  private static CommandLineOptions options(BenchmarkSet set) throws CommandLineOptionException {
    return options(set.jmh().split(" "));
  }

  private static List<Score> run(BenchmarkSet set, String[] jmh)
      throws IOException, RunnerException, CommandLineOptionException {
    CommandLineOptions asked = options(jmh);
    CommandLineOptions usual = options(set);
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .parent(asked)
            .result(LATEST.toString())
            .resultFormat(ResultFormatType.JSON);
    addWhatIsMissing(options, asked, usual);
    Files.createDirectories(LATEST.getParent());
    new Runner(options.build()).run();
    return KeptRun.readJmh(LATEST);
  }

  private static void addWhatIsMissing(
      ChainedOptionsBuilder options, CommandLineOptions asked, CommandLineOptions usual) {
    if (asked.getIncludes().isEmpty()) {
      usual.getIncludes().forEach(options::include);
      usual.getExcludes().forEach(options::exclude);
      usual.getParameter("names").orElse(List.of()).forEach(n -> options.param("names", n));
    }
    // Said for all, it would replace what the classes say for themselves.
    if (asked.getIncludes().isEmpty()
        && !asked.getJvmArgsAppend().hasValue()
        && usual.getJvmArgsAppend().hasValue()) {
      options.jvmArgsAppend(usual.getJvmArgsAppend().get().toArray(new String[0]));
    }
    if (asked.getProfilers().isEmpty()) {
      options.addProfiler(GCProfiler.class);
    }
    options.forks(asked.getForkCount().orElse(usual.getForkCount().get()));
    options.warmupIterations(asked.getWarmupIterations().orElse(usual.getWarmupIterations().get()));
    options.warmupTime(asked.getWarmupTime().orElse(usual.getWarmupTime().get()));
    options.measurementIterations(
        asked.getMeasurementIterations().orElse(usual.getMeasurementIterations().get()));
    options.measurementTime(asked.getMeasurementTime().orElse(usual.getMeasurementTime().get()));
  }

  private static Map<Origin, String> origin(BenchmarkSet set, String commit, String[] jmh)
      throws IOException {
    String asked = String.join(" ", jmh);
    Map<Origin, String> origin = new EnumMap<>(Origin.class);
    origin.put(Origin.MACHINE, machine());
    origin.put(
        Origin.SYSTEM, System.getProperty("os.name") + " " + System.getProperty("os.version"));
    origin.put(
        Origin.JAVA,
        System.getProperty("java.runtime.version")
            + " ("
            + System.getProperty("java.vendor")
            + ")");
    origin.put(
        Origin.JVM_FLAGS,
        String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()));
    origin.put(Origin.COMMIT, commit);
    origin.put(Origin.DATE, LocalDate.now(ZoneOffset.UTC).toString());
    origin.put(
        Origin.COMMAND,
        asked.isEmpty() ? set.command() : set.command() + " BENCH=\"" + asked + "\"");
    origin.put(Origin.JMH, asked.isEmpty() ? set.jmh() : asked + " over " + set.jmh());
    return origin;
  }

  private static String machine() throws IOException {
    String model = System.getProperty("os.arch");
    Path cpu = Path.of("/proc/cpuinfo");
    if (Files.exists(cpu)) {
      try (BufferedReader lines = Files.newBufferedReader(cpu)) {
        model =
            lines
                .lines()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(model);
      }
    }
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    // With much more than 1 others had the processors too, and times say little.
    return "%d processors, %s, %d GiB, load average %.1f at the end"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            model,
            system.getTotalMemorySize() >> 30,
            system.getSystemLoadAverage());
  }
}
