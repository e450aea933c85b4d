package nomen.bench.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Nothing that is measured is forgotten. */
class BenchmarkSetTest {
  @Test
  void everyBenchmarkOfTheStandardSetHasARowAndTheOtherWayRound()
      throws CommandLineOptionException {
    CommandLineOptions options = new CommandLineOptions(BenchmarkSet.STANDARD.jmh().split(" "));
    Set<String> benchmarks =
        BenchmarkList.defaultList()
            .getAll(
                OutputFormatFactory.createFormatInstance(
                    new PrintStream(PrintStream.nullOutputStream()), VerboseMode.SILENT),
                options.getExcludes())
            .stream()
            .map(entry -> entry.getUsername())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(benchmarks, rows());
  }

  /** What JMH estimates, which leaves out the making of zones: there must be time for that too. */
  @Test
  void theStandardSetTakesAQuarterOfAnHourAndHasSeveralForks()
      throws CommandLineOptionException, IOException {
    CommandLineOptions options = new CommandLineOptions(BenchmarkSet.STANDARD.jmh().split(" "));
    long millisOfFork =
        options.getWarmupIterations().get()
                * options.getWarmupTime().get().convertTo(TimeUnit.MILLISECONDS)
            + options.getMeasurementIterations().get()
                * options.getMeasurementTime().get().convertTo(TimeUnit.MILLISECONDS);
    int forks = options.getForkCount().get();
    int scores = KeptRun.read(BenchmarkSet.STANDARD.file(ResultsPageTest.ROOT)).scores().size();
    assertTrue(forks >= 3);
    assertTrue(
        (long) scores * forks * millisOfFork <= TimeUnit.MINUTES.toMillis(15),
        scores + " scores of " + forks + " forks of " + millisOfFork + " ms");
  }

  @Test
  void theKeptRunHasEveryRow() throws IOException {
    KeptRun kept = KeptRun.read(BenchmarkSet.STANDARD.file(ResultsPageTest.ROOT));
    Set<String> scores =
        kept.scores().stream().map(Score::benchmark).collect(Collectors.toCollection(TreeSet::new));
    assertEquals(rows(), scores, "run make bench-keep");
  }

  private static Set<String> rows() {
    Set<String> rows = new TreeSet<>();
    TableRow.alone().forEach(row -> rows.add(row.benchmark().getName() + "." + row.method()));
    for (TableRow row : TableRow.comparisons()) {
      Stream.of(row.benchmark().getDeclaredMethods())
          .map(method -> method.getName())
          .filter(List.of(TableRow.NOMEN, TableRow.NETTY, TableRow.DNSJAVA)::contains)
          .forEach(method -> rows.add(row.benchmark().getName() + "." + method));
    }
    return rows;
  }
}
