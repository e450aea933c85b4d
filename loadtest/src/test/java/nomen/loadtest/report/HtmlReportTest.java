package nomen.loadtest.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import nomen.loadtest.statistics.RunHeading;
import nomen.loadtest.statistics.RunResult;
import nomen.loadtest.statistics.RunResult.ProcessResult;
import nomen.loadtest.statistics.SampleRuns;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private static final String HOSTILE =
      "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&";

  private static String html(RunResult result) throws IOException {
    StringWriter out = new StringWriter();
    HtmlReport.write(result, out);
    return out.toString();
  }

  @Test
  void whatComesFromOutsideStaysText() throws IOException {
    RunResult run = SampleRuns.minute(false, true);
    RunHeading hostile =
        SampleRuns.heading(run.heading().plan(), HOSTILE, "nomen-load", "-d", HOSTILE);
    ProcessResult server = Objects.requireNonNull(run.server());
    RunResult attack =
        new RunResult(
            hostile,
            run.ending(),
            run.runNanos(),
            run.kinds(),
            run.steps(),
            run.timeLine(),
            run.unexpected(),
            run.disconnected(),
            run.dropped(),
            List.of(HOSTILE, "null \0 and bell \7"),
            run.kneeRule(),
            new ProcessResult(HOSTILE, server.usage(), List.of(HOSTILE)),
            run.generator());
    String html = html(attack);
    assertFalse(html.contains("<img"));
    assertFalse(html.contains("alert(1)</script>"));
    assertTrue(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;"));
    assertEquals(1, Pattern.compile("<script").matcher(html).results().count());
    assertFalse(html.contains("\0"));
    assertFalse(html.contains("\7"));
  }

  @Test
  void thePageNeedsNothingElse() throws IOException {
    String html = html(SampleRuns.minute(true, true));
    assertTrue(html.contains("default-src 'none'"));
    assertFalse(html.contains("http://"));
    assertFalse(html.contains("https://"));
    assertFalse(Pattern.compile("(?i)\\b(src|href|url)\\s*[=(]").matcher(html).find());
  }

  @Test
  void everyKindOfRunHasItsPlots() throws IOException {
    String mixed = html(SampleRuns.minute(true, true));
    for (String id :
        List.of(
            "time-rate-queries",
            "time-rcodes-queries",
            "time-latency-updates",
            "time-loss-updates",
            "percentiles",
            "histogram-queries",
            "histogram-updates",
            "time-cpu-server",
            "time-memory-server",
            "time-switches-generator")) {
      assertTrue(mixed.contains("<figure class=\"plot\" id=\"" + id + "\">"), id);
    }
    String ramp = html(SampleRuns.ramp());
    assertTrue(ramp.contains("id=\"ramp-curve\""));
    assertTrue(ramp.contains("knee: 7 k/s"));
    assertFalse(ramp.contains("time-cpu-server"));
  }

  @Test
  void failedStepsAreMarkedAndSayWhy() throws IOException {
    String html = html(SampleRuns.bumpyRamp());
    assertTrue(html.contains("First failed: step 4 (4,000/s): p99 133 ms, limit 100 ms."));
    assertTrue(html.contains("Also good again at: step 5 (5,000/s), step 7 (7,000/s)."));
    assertTrue(
        html.contains("failed: lost 2 %, limit 1 %; 60 answers dropped here</td>"), "its row");
    assertTrue(html.contains("<th>dropped here</th>"));
    // Two in each series: sent has no marks, answered one, latency three, loss two, the curve two.
    assertEquals(
        2 * (1 + 3 + 2 + 2), Pattern.compile("class=\"cross").matcher(html).results().count());
    assertTrue(html.contains("id=\"time-drops\""));
    String good = html(SampleRuns.minute(true, true));
    assertFalse(good.contains("class=\"cross"));
    assertFalse(good.contains("id=\"time-drops\""));
  }

  @Test
  void aRunOfOneRowHasNoEmptyPlots() throws IOException {
    RunResult run = SampleRuns.minute(true, true);
    RunResult second =
        new RunResult(
            run.heading(),
            run.ending(),
            run.runNanos(),
            run.kinds(),
            run.steps(),
            run.timeLine().subList(0, 1),
            run.unexpected(),
            run.disconnected(),
            run.dropped(),
            run.faults(),
            run.kneeRule(),
            run.server(),
            run.generator());
    String html = html(second);
    assertTrue(html.contains("id=\"percentiles\""));
    assertFalse(html.contains("id=\"time-"));
  }

  @Test
  void noCoordinateIsMissing() throws IOException {
    for (RunResult run :
        List.of(
            SampleRuns.ramp(),
            SampleRuns.bumpyRamp(),
            SampleRuns.minute(true, true),
            SampleRuns.nothing())) {
      String html = html(run);
      assertFalse(html.contains("NaN"));
      assertFalse(html.contains("Infinity"));
    }
  }

  @Test
  void axesHaveRoundTicksAroundTheirValues() {
    Axis linear = Axis.linear("x", 4_730, SiFormat::count);
    assertEquals(
        List.of("0", "1 k", "2 k", "3 k", "4 k", "5 k"),
        linear.ticks().stream().map(Axis.Tick::words).toList());
    Axis latency = Axis.logarithmic("x", 180_000, 3_100_000, SiFormat::seconds);
    assertEquals(
        List.of("100 \u00b5s", "200 \u00b5s", "500 \u00b5s", "1 ms", "2 ms", "5 ms"),
        latency.ticks().stream().map(Axis.Tick::words).toList());
    assertEquals(0.5, Axis.logarithmic("x", 1, 100, SiFormat::count).position(10), 1e-9);
    Axis time = Axis.time(600);
    assertEquals("10:00 min", time.ticks().getLast().words());
    Axis percentiles = Axis.percentiles(100_000);
    assertEquals(0.4, percentiles.position(1 / (1 - 0.99)), 1e-9);
    assertEquals("99.99 %", percentiles.ticks().get(8).words());
  }

  @Test
  void numbersHaveThreeDigitsAndAPrefix() {
    assertEquals("0", SiFormat.count(0));
    assertEquals("999", SiFormat.count(999));
    assertEquals("1 M", SiFormat.count(999_900));
    assertEquals("12.5 k", SiFormat.count(12_540));
    assertEquals("0 s", SiFormat.seconds(0));
    assertEquals("1.25 ms", SiFormat.seconds(1_250_000));
    assertEquals("60 s", SiFormat.seconds(60_000_000_000L));
    assertEquals("42 ns", SiFormat.seconds(42));
  }
}
