package nomen.loadtest.report;

import static nomen.loadtest.report.Figures.format;
import static nomen.loadtest.report.Figures.percent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nomen.loadtest.process.Usage;
import nomen.loadtest.statistics.Counts;
import nomen.loadtest.statistics.Extremes;
import nomen.loadtest.statistics.KindResult;
import nomen.loadtest.statistics.LatencyDistribution;
import nomen.loadtest.statistics.Ramp;
import nomen.loadtest.statistics.RunResult;
import nomen.loadtest.statistics.RunResult.ProcessResult;
import nomen.loadtest.statistics.StepResult;
import nomen.loadtest.statistics.Verdict;

/** The tables of the HTML report. */
final class HtmlTables {
  private final HtmlText out;

  HtmlTables(HtmlText out) {
    this.out = out;
  }

  /** What became of one kind of request. */
  void kind(KindResult kind, RunResult result) {
    Counts counts = kind.counts();
    Extremes extremes = kind.extremes();
    out.raw("<div class=\"pair\">");
    begin("Outcome", "", "count", "share");
    row("sent", count(counts.sent()), "");
    share("answered", counts.answered(), counts.sent());
    share("lost", counts.lost(), counts.sent());
    if (counts.outstanding() > 0) {
      share("still open at the end", counts.outstanding(), counts.sent());
    }
    for (Map.Entry<Integer, Long> entry : kind.unsentByErrno().entrySet()) {
      row("not sent: " + Figures.unsentReason(entry.getKey()), count(entry.getValue()), "");
    }
    share("truncated (TC)", counts.truncated(), counts.answered());
    if (kind.checked() > 0) {
      share("checked", kind.checked(), counts.answered());
      share("of these wrong", kind.faulty(), kind.checked());
    }
    end();
    begin("Response codes", "", "answers", "share");
    for (Figures.RcodeCount rcode : Figures.rcodes(counts)) {
      share(rcode.name(), rcode.answers(), counts.answered());
    }
    end();
    begin("Latency", "", "time");
    row("shortest", latency(counts, (double) extremes.minLatencyNanos()));
    row("mean", latency(counts, kind.meanLatencyNanos()));
    row("standard deviation", latency(counts, kind.latencies().deviationNanos()));
    for (double percent : LatencyDistribution.REPORTED_PERCENTILES) {
      row(
          "p" + Figures.plain(percent),
          latency(counts, (double) kind.latencies().percentileNanos(percent)));
    }
    row("longest", latency(counts, (double) extremes.maxLatencyNanos()));
    end();
    begin("Size of messages, octets", "", "smallest", "mean", "largest");
    row(
        "request",
        count(extremes.minRequestOctets()),
        format("%.1f", counts.meanRequestOctets()),
        count(extremes.maxRequestOctets()));
    row(
        "answer",
        count(extremes.minAnswerOctets()),
        format("%.1f", counts.meanAnswerOctets()),
        count(extremes.maxAnswerOctets()));
    end();
    out.raw("</div>\n");
  }

  private static String latency(Counts counts, double nanos) {
    return Figures.latency(counts.answered(), nanos);
  }

  /** The steps of a ramp. */
  void steps(RunResult result) {
    Ramp ramp = result.ramp();
    Optional<StepResult> knee = ramp.knee();
    boolean dropped = result.steps().stream().anyMatch(step -> step.dropped() > 0);
    out.raw("<div class=\"scroll\">");
    List<String> heads =
        new ArrayList<>(
            List.of(
                "step",
                "offered/s",
                "sent/s",
                "answered/s",
                "lost",
                "p50",
                "p99",
                "p99.9",
                "longest"));
    if (dropped) {
      heads.add("dropped here");
    }
    heads.add("");
    begin("Steps", heads.toArray(String[]::new));
    for (Verdict verdict : ramp.verdicts()) {
      StepResult step = verdict.step();
      boolean isKnee = knee.isPresent() && knee.get().step() == step.step();
      out.raw(
          isKnee ? "<tr class=\"knee\">" : verdict.isFailed() ? "<tr class=\"failed\">" : "<tr>");
      cells(
          Integer.toString(step.number()),
          format("%,.0f", step.offeredPerSecond()),
          format("%,.0f", step.sentPerSecond()),
          format("%,.0f", step.answeredPerSecond()),
          format("%.2f %%", 100 * step.counts().lossShare()),
          latency(step.counts(), (double) step.latencies().percentileNanos(50.0)),
          latency(step.counts(), (double) step.latencies().percentileNanos(99.0)),
          latency(step.counts(), (double) step.latencies().percentileNanos(99.9)),
          latency(step.counts(), (double) step.latencies().maxNanos()));
      if (dropped) {
        out.element("td", count(step.dropped()));
      }
      out.raw("<td class=\"words\">").text(StepWords.of(verdict, knee)).raw("</td></tr>\n");
    }
    end();
    out.raw("</div>\n");
  }

  /** What processes used. */
  void process(ProcessResult process, long answers) {
    Usage usage = process.usage();
    begin("Use of the whole run", "", "");
    row(
        "CPU for an answer",
        format(
            "%s (user %s, kernel %s)",
            SiFormat.seconds(process.userNanosPer(answers) + process.systemNanosPer(answers)),
            SiFormat.seconds(process.userNanosPer(answers)),
            SiFormat.seconds(process.systemNanosPer(answers))));
    row("processors busy", format("%.2f", usage.busyProcessors()));
    row("busiest thread ran", format("%.0f %% of the time", 100 * usage.busiestThreadShare()));
    row("resident memory", format("%.1f MiB", Figures.mebibytes(usage.rssOctets())));
    if (usage.pssOctets() >= 0) {
      row("with shared pages once", format("%.1f MiB", Figures.mebibytes(usage.pssOctets())));
    }
    row(
        "context switches",
        format(
            "%s voluntary, %s involuntary",
            count(usage.voluntarySwitches()), count(usage.involuntarySwitches())));
    row("threads, processes", usage.threads() + ", " + usage.processes());
    end();
    for (String note : process.notes()) {
      out.raw("<p class=\"warn\">").text(note).raw("</p>\n");
    }
  }

  /** Facts in words: a name and a value each. */
  void facts(List<List<String>> facts) {
    out.raw("<table class=\"facts\"><tbody>");
    for (List<String> fact : facts) {
      out.raw("<tr>").element("th", fact.getFirst()).element("td", fact.getLast()).raw("</tr>\n");
    }
    out.raw("</tbody></table>\n");
  }

  private void begin(String caption, String... heads) {
    out.raw("<table>").element("caption", caption).raw("<thead><tr>");
    for (String head : heads) {
      out.element("th", head);
    }
    out.raw("</tr></thead><tbody>\n");
  }

  private void end() {
    out.raw("</tbody></table>\n");
  }

  private void share(String name, long part, long whole) {
    row(name, count(part), format("%.2f %%", percent(part, whole)));
  }

  private void row(String... values) {
    out.raw("<tr>");
    cells(values);
    out.raw("</tr>\n");
  }

  private void cells(String... values) {
    for (int i = 0; i < values.length; i++) {
      out.element(i == 0 ? "th" : "td", values[i]);
    }
  }

  private static String count(long value) {
    return format("%,d", value);
  }
}
