package nomen.loadtest.report;

import static nomen.loadtest.report.Figures.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import nomen.loadtest.statistics.Counts;
import nomen.loadtest.statistics.Interval;
import nomen.loadtest.statistics.KindResult;
import nomen.loadtest.statistics.LatencyDistribution;
import nomen.loadtest.statistics.Ramp;
import nomen.loadtest.statistics.RunHeading;
import nomen.loadtest.statistics.RunResult;
import nomen.loadtest.statistics.RunResult.ProcessResult;
import nomen.loadtest.statistics.StepResult;

/**
 * All of a run as one HTML file that needs nothing else: no network, no other file. The plots are
 * drawn here, as SVG; the little script in the page only moves a line along with the mouse. The
 * page forbids itself every other script and all loading, so that a hostile file name stays text.
 */
public final class HtmlReport {
  private final RunResult result;
  private final HtmlText out = new HtmlText();
  private final HtmlTables tables = new HtmlTables(out);

  private HtmlReport(RunResult result) {
    this.result = result;
  }

  /**
   * Writes it.
   *
   * @param to stays open; its encoding must be UTF-8
   */
  public static void write(RunResult result, Writer to) throws IOException {
    HtmlReport report = new HtmlReport(result);
    report.writePage();
    to.write(report.out.toString());
    to.flush();
  }

  private void writePage() throws IOException {
    RunHeading heading = result.heading();
    String server = Opening.address(heading.plan().target().server());
    String script = resource("report.js");
    out.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    out.raw("style-src 'unsafe-inline'; script-src 'sha256-").raw(sha256(script)).raw("'\">\n");
    out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.element("title", "Load on " + server + ", " + heading.startedAt()).raw("\n");
    out.raw("<style>\n").raw(resource("report.css")).raw("</style>\n</head>\n<body><main>\n");
    writeHead(heading, server);
    writeCards();
    writeWarnings();
    writeRamp();
    TimePlots overTime = new TimePlots(result);
    for (KindResult kind : result.kindsSent()) {
      String title = Figures.capitalized(Figures.plural(kind.kind()));
      out.element("h2", title).raw("\n");
      tables.kind(kind, result);
      if (!overTime.isEmpty()) {
        overTime.of(kind.kind()).forEach(plot -> plot.write(out));
      }
    }
    overTime.drops().forEach(plot -> plot.write(out));
    writeDistributions();
    writeProcesses(overTime);
    writeFacts(heading);
    out.raw("</main>\n<script>").raw(script).raw("</script>\n</body>\n</html>\n");
  }

  private void writeHead(RunHeading heading, String server) {
    out.raw("<header>").element("h1", "Load on " + server);
    out.raw("<p class=\"sub\">").text(heading.traffic()).raw(" &middot; ");
    out.text(heading.startedAt().truncatedTo(ChronoUnit.SECONDS).toString()).raw(" &middot; ");
    out.text(format("%.3f s, ended by: %s", result.runSeconds(), result.ending().words()));
    out.raw("</p><div class=\"command\">");
    out.element("code", CommandWords.print(heading.commandLine())).raw("</div></header>\n");
  }

  private void writeCards() {
    out.raw("<section class=\"cards\" aria-label=\"Key figures\">\n");
    Optional<StepResult> highest = result.knee();
    highest.ifPresent(this::writeCards);
    List<KindResult> kinds = highest.isPresent() ? List.of() : result.kindsSent();
    for (KindResult kind : kinds) {
      Counts counts = kind.counts();
      String of = kinds.size() > 1 ? ", " + Figures.plural(kind.kind()) : "";
      card(SiFormat.count(result.perSecond(counts.answered())) + "/s", "answered" + of);
      card(format("%.3f %%", 100 * counts.lossShare()), "lost" + of);
      card(latency(kind, 50.0), "latency p50" + of);
      card(latency(kind, 99.0), "latency p99" + of);
      card(latency(kind, 99.9), "latency p99.9" + of);
      if (kinds.size() > 1) {
        out.raw("</section>\n<section class=\"cards\" aria-label=\"More key figures\">\n");
      }
    }
    long answers = result.counts().answered();
    ProcessResult server = result.server();
    if (server != null) {
      card(
          SiFormat.seconds(server.userNanosPer(answers) + server.systemNanosPer(answers)),
          "server CPU for an answer");
    }
    ProcessResult generator = result.generator();
    if (generator != null) {
      card(format("%.0f %%", 100 * generator.usage().busiestThreadShare()), "load generator busy");
    }
    out.raw("</section>\n");
  }

  /** The figures of a ramp are those of its highest good step. */
  private void writeCards(StepResult step) {
    String of = " at " + SiFormat.count(step.offeredPerSecond()) + "/s";
    LatencyDistribution latencies = step.latencies();
    card(SiFormat.count(step.answeredPerSecond()) + "/s", "highest good step");
    card(format("%.3f %%", 100 * step.counts().lossShare()), "lost" + of);
    for (double percent : List.of(50.0, 99.0, 99.9)) {
      card(
          Figures.latency(latencies.answers(), (double) latencies.percentileNanos(percent)),
          "latency p" + Figures.plain(percent) + of);
    }
  }

  private void card(String value, String name) {
    out.raw("<div class=\"card\">").element("b", value).element("span", name).raw("</div>\n");
  }

  private void writeWarnings() {
    if (result.generatorWasBusy()) {
      warn(
          "The busiest thread of the load generator ran more than 90 % of the time: the load"
              + " generator may be what was measured. Use more threads or processors.");
    }
    if (result.disconnected() > 0) {
      warn(format("%,d connections were closed or could not be made.", result.disconnected()));
    }
    if (result.dropped() > 0) {
      warn(
          format(
              "%,d answers to requests %s came to this machine and found the receive buffer of the"
                  + " load generator full (%s). The server did answer.",
              result.dropped(), StepWords.unanswered(result), StepWords.drops(result)));
    }
    if (result.unexpected() > 0) {
      warn(
          format(
              "%,d answers came that no open request had asked for: too late, or twice.",
              result.unexpected()));
    }
    if (!result.faults().isEmpty()) {
      out.raw("<div class=\"warn\"><p>Answers that were wrong (the first of them):</p><ul>");
      result.faults().forEach(fault -> out.element("li", fault));
      out.raw("</ul></div>\n");
    }
  }

  private static String latency(KindResult kind, double percent) {
    LatencyDistribution latencies = kind.latencies();
    return Figures.latency(latencies.answers(), (double) latencies.percentileNanos(percent));
  }

  private void warn(String text) {
    out.raw("<p class=\"warn\">").text(text).raw("</p>\n");
  }

  private void writeRamp() {
    if (!result.isRamp()) {
      return;
    }
    out.element("h2", "Ramp").raw("<p class=\"note\">");
    Ramp ramp = result.ramp();
    Optional<StepResult> knee = ramp.knee();
    if (knee.isPresent()) {
      out.text(
          format(
              "The highest good step is step %d, with %,.0f answers a second. ",
              knee.get().number(), knee.get().answeredPerSecond()));
    }
    out.text("A step fails if " + result.kneeRule().text()).raw(".</p>\n");
    for (String words : StepWords.summary(ramp)) {
      out.raw("<p class=\"note\">").text(words).raw(".</p>\n");
    }
    tables.steps(result);
    DistributionPlots.ramp(result).forEach(plot -> plot.write(out));
  }

  private void writeDistributions() {
    List<KindResult> answered =
        result.kindsSent().stream().filter(kind -> kind.latencies().answers() > 0).toList();
    if (answered.isEmpty()) {
      return;
    }
    out.element("h2", "Latency of the whole run").raw("\n");
    DistributionPlots.percentiles(answered).write(out);
    answered.forEach(kind -> DistributionPlots.histogram(kind).write(out));
  }

  private void writeProcesses(TimePlots overTime) {
    long answers = result.counts().answered();
    ProcessResult server = result.server();
    if (server != null) {
      out.element("h2", "Server: " + server.title()).raw("\n");
      tables.process(server, answers);
      overTime.ofProcesses("server", "Server", Interval::server).forEach(plot -> plot.write(out));
    }
    ProcessResult generator = result.generator();
    if (generator != null) {
      out.element("h2", "Load generator: " + generator.title()).raw("\n");
      tables.process(generator, answers);
      overTime
          .ofProcesses("generator", "Load generator", Interval::generator)
          .forEach(plot -> plot.write(out));
    }
  }

  private void writeFacts(RunHeading heading) {
    out.element("h2", "What was done, and on what").raw("\n");
    tables.facts(
        List.of(
            List.of("Program", heading.program()),
            List.of("Started at", heading.startedAt().toString()),
            List.of("Traffic", heading.traffic()),
            List.of("Transport", Opening.transport(heading.plan())),
            List.of("Pace", Opening.pace(heading.plan().pace())),
            List.of("Bounds", Opening.bounds(heading.plan())),
            List.of("Machine", heading.machine().name()),
            List.of(
                "Processor",
                heading.machine().processors() + " x " + heading.machine().processor()),
            List.of("Kernel", heading.machine().kernel()),
            List.of("Java", heading.machine().java())));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is missing in the program's own files");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
