package nomen.bench.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page says what the kept runs say. */
class ResultsPageTest {
  /** Maven sets the working folder to the module's. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static Score score(String method, double time, double error, List<Double> forks) {
    return new Score(
        "nomen.bench.message.QueryReadBenchmark." + method,
        Map.of(),
        "ns/op",
        time,
        error,
        forks,
        0);
  }

  /** What the forks came to; of a run with one fork, as the first that were kept, JMH's error. */
  @Test
  void theSpreadIsThatOfTheForks(@TempDir Path root) throws IOException {
    Map<Origin, String> origin = new EnumMap<>(Origin.class);
    for (Origin each : Origin.values()) {
      origin.put(each, each.key());
    }
    List<Score> scores =
        List.of(
            score("nomen", 15.8, 0.68, List.of()),
            score("netty", 12_400, 90, List.of(253.0, 24_000.0, 12_947.0)),
            score("dnsjava", 145, 7.5, List.of(145.0)));
    new KeptRun(origin, scores).write(BenchmarkSet.STANDARD.file(root));
    String page =
        ResultsPage.render(
            "above\n<!-- begin: make bench-docs -->\n<!-- end: make bench-docs -->\nbelow\n", root);
    assertEquals(
        List.of(
            "| one operation | with | Nomen | spread | octets | netty-codec-dns | spread | octets |"
                + " times | dnsjava | spread | octets | times |",
            "| --- ".repeat(13) + "|",
            "| Query read |  | 15.8 ns | +- 0.68 | 0 | 12.4 us | 0.25 to 24.0 | 0 | 785 |"
                + " 145 ns | +- 7.50 | 0 | 9.18 |"),
        page.lines().filter(line -> line.startsWith("|")).limit(3).toList());
  }

  @Test
  void thePageSaysWhatTheKeptRunsSay() throws IOException {
    Path page = ResultsPage.file(ROOT);
    String rendered = ResultsPage.render(Files.readString(page), ROOT);
    if (System.getenv("NOMEN_WRITE_DOCS") != null) {
      Files.writeString(page, rendered);
    }
    assertEquals(rendered, Files.readString(page), "run make bench-docs");
    assertEquals(rendered, ResultsPage.render(rendered, ROOT));
  }
}
