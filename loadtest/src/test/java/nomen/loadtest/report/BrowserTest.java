package nomen.loadtest.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nomen.loadtest.statistics.RunResult;
import nomen.loadtest.statistics.SampleRuns;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTML report in a browser without a screen. */
@Tag("interop")
class BrowserTest {
  private static final Pattern SHAPES =
      Pattern.compile("(?s)<figure class=\"plot\" id=\"([^\"]+)\">.*?<svg(.*?)</svg>");

  @TempDir Path directory;

  private static Path chromium() {
    return Stream.of("/usr/bin/chromium", "/usr/local/bin/chromium", "/usr/bin/chromium-browser")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(Path.of(""));
  }

  private String open(RunResult result, Path log) throws IOException, InterruptedException {
    Path chromium = chromium();
    assumeTrue(Files.isExecutable(chromium) && !chromium.toString().isEmpty(), "no chromium here");
    Path page = directory.resolve("report.html");
    try (Writer out = Files.newBufferedWriter(page)) {
      HtmlReport.write(result, out);
    }
    Path dom = directory.resolve("dom.html");
    Process browser =
        new ProcessBuilder(
                chromium.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + directory.resolve("profile"),
                "--enable-logging=stderr",
                "--dump-dom",
                page.toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(log.toFile())
            .start();
    try {
      assertTrue(browser.waitFor(120, TimeUnit.SECONDS), "the browser did not end");
    } finally {
      browser.destroyForcibly();
    }
    return Files.readString(dom);
  }

  @Test
  void thePageOpensWithoutAComplaintAndNoPlotIsEmpty() throws IOException, InterruptedException {
    check(SampleRuns.minute(true, true), 17);
  }

  @Test
  void thePageOfARampHasItsCrosses() throws IOException, InterruptedException {
    String dom = check(SampleRuns.bumpyRamp(), 11);
    Matcher shapes = SHAPES.matcher(dom);
    while (shapes.find()) {
      boolean ramp = shapes.group(1).startsWith("ramp-");
      assertEquals(ramp, shapes.group(2).contains("class=\"cross "), shapes.group(1));
    }
  }

  private String check(RunResult result, int plotCount) throws IOException, InterruptedException {
    Path log = directory.resolve("log");
    String dom = open(result, log);
    List<String> complaints =
        Files.readAllLines(log).stream().filter(line -> line.contains("CONSOLE")).toList();
    assertEquals(List.of(), complaints);
    Matcher plots = SHAPES.matcher(dom);
    int count = 0;
    while (plots.find()) {
      count++;
      String drawing = plots.group(2);
      assertTrue(
          drawing.contains("class=\"line ") || drawing.contains("class=\"bar "), plots.group(1));
      assertTrue(drawing.contains("<rect data-x="), plots.group(1));
    }
    assertEquals(plotCount, count);
    return dom;
  }
}
