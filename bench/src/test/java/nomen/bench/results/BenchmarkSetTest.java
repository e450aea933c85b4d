package nomen.bench.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
