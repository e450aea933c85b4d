package nomen.bench.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The part of {@code docs/performance.md} that the kept runs say. */
public final class ResultsPage {
  private static final String BEGIN = "<!-- begin: make bench-docs -->\n";
  private static final String END = "<!-- end: make bench-docs -->\n";

  private final StringBuilder text = new StringBuilder();

  private ResultsPage() {}

  /** Where it stands. */
  public static Path file(Path root) {
    return root.resolve("docs/performance.md");
  }

  /**
   * A page with what is between its markers made anew.
   *
   * @param page what it says now
   * @param root where the kept runs are found
   */
  public static String render(String page, Path root) throws IOException {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException("docs/performance.md: its markers are not there");
    }
    return page.substring(0, begin + BEGIN.length()) + "\n" + print(root) + page.substring(end);
  }

  private static String print(Path root) throws IOException {
    ResultsPage page = new ResultsPage();
    for (BenchmarkSet set : BenchmarkSet.values()) {
      if (Files.exists(set.file(root))) {
        page.add(KeptRun.read(set.file(root)));
      }
    }
    return page.text.toString();
  }

  private void add(KeptRun run) {
    line("    " + run.origin(Origin.COMMAND));
    line("");
    line("- Machine: " + run.origin(Origin.MACHINE) + "; " + run.origin(Origin.SYSTEM) + ".");
    line(
        "- Commit %s, %s, Java %s."
            .formatted(
                run.origin(Origin.COMMIT), run.origin(Origin.DATE), run.origin(Origin.JAVA)));
    line("- JVM: `" + run.origin(Origin.JVM_FLAGS) + "`.");
    line("- JMH: `" + run.origin(Origin.JMH) + "`.");
    line("");
    addComparisons(run);
    addAlone(run);
  }

  private void addComparisons(KeptRun run) {
    boolean any = false;
    for (TableRow row : TableRow.comparisons()) {
      for (Score nomen : row.scores(run, TableRow.NOMEN)) {
        if (!any) {
          any = true;
          line(
              "| one operation | with | Nomen | spread | octets | netty-codec-dns | spread | octets"
                  + " | times | dnsjava | spread | octets | times |");
          line("| --- ".repeat(13) + "|");
        }
        line(
            "| %s | %s | %s |%s|%s|"
                .formatted(
                    row.words(),
                    Figures.params(nomen),
                    figures(nomen),
                    beside(run, row, TableRow.NETTY, nomen),
                    beside(run, row, TableRow.DNSJAVA, nomen)));
      }
    }
    if (any) {
      line("");
    }
  }

  private static String figures(Score score) {
    return "%s | %s | %s"
        .formatted(Figures.time(score), Figures.spread(score), Figures.octets(score.octets()));
  }

  private static String beside(KeptRun run, TableRow row, String method, Score nomen) {
    List<Score> same =
        row.scores(run, method).stream()
            .filter(score -> score.params().equals(nomen.params()))
            .toList();
    if (same.isEmpty()) {
      return " | | | ";
    }
    Score library = same.getFirst();
    return " %s | %s ".formatted(figures(library), Figures.ratio(library.time() / nomen.time()));
  }

  private void addAlone(KeptRun run) {
    line("| one operation | with | Nomen | spread | octets |");
    line("| --- ".repeat(5) + "|");
    for (TableRow row : TableRow.alone()) {
      for (Score score : row.scores(run, row.method())) {
        line("| %s | %s | %s |".formatted(row.words(), Figures.params(score), figures(score)));
      }
    }
    line("");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
