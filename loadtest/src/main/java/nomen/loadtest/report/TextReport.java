package nomen.loadtest.report;

import static nomen.loadtest.report.Figures.capitalized;
import static nomen.loadtest.report.Figures.format;
import static nomen.loadtest.report.Figures.mebibytes;
import static nomen.loadtest.report.Figures.millis;
import static nomen.loadtest.report.Figures.percent;
import static nomen.loadtest.report.Figures.plural;
import static nomen.loadtest.report.Figures.seconds;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nomen.loadtest.process.Usage;
import nomen.loadtest.statistics.Counts;
import nomen.loadtest.statistics.KindResult;
import nomen.loadtest.statistics.LatencyDistribution;
import nomen.loadtest.statistics.Ramp;
import nomen.loadtest.statistics.RunResult;
import nomen.loadtest.statistics.RunResult.ProcessResult;
import nomen.loadtest.statistics.StepResult;
import nomen.loadtest.statistics.Verdict;

/**
 * The closing report. Its first part has the lines of dnsperf's, in its words and order, as scripts
 * read them; what dnsperf does not tell stands behind. A run of queries and updates has one such
 * part for each kind.
 */
public final class TextReport {
  private final PrintWriter out;

  /** Prints to this. */
  public TextReport(PrintWriter out) {
    this.out = out;
  }

  /** Prints all. */
  public void print(RunResult result) {
    line("[Status] Testing complete (%s)", result.ending().words());
    line("");
    List<KindResult> kinds = result.kindsSent();
    Optional<StepResult> highest = result.knee();
    if (highest.isPresent()) {
      printHeadline(kinds, highest.get());
    } else {
      line("Statistics%s:", result.isRamp() ? " of the whole ramp, in which no step was good" : "");
      line("");
      kinds.forEach(kind -> printKnownFacts(kind, result));
      kinds.forEach(kind -> printPercentiles(plural(kind.kind()), kind.latencies()));
    }
    if (result.isRamp()) {
      printSteps(result);
    }
    printOddities(result);
    printProcesses(result);
    out.flush();
  }

  /** The figures of a ramp are those of its highest good step: what is above belongs to no rate. */
  private void printHeadline(List<KindResult> kinds, StepResult step) {
    line("Statistics of %s, the highest good step:", StepWords.name(step));
    line("");
    LatencyDistribution latencies = step.latencies();
    String requests = kinds.size() == 1 ? plural(kinds.getFirst().kind()) : "requests";
    printCounts(capitalized(requests), step.counts());
    printRate(capitalized(requests), step.seconds(), step.answeredPerSecond());
    printLatency(latencies, latencies.meanNanos(), latencies.minNanos(), latencies.maxNanos());
    printPercentiles(requests, latencies);
  }

  private void printKnownFacts(KindResult kind, RunResult result) {
    Counts counts = kind.counts();
    String requests = capitalized(plural(kind.kind()));
    printCounts(requests, counts);
    printRate(requests, result.runSeconds(), result.perSecond(counts.answered()));
    printLatency(
        kind.latencies(),
        kind.meanLatencyNanos(),
        kind.extremes().minLatencyNanos(),
        kind.extremes().maxLatencyNanos());
  }

  private void printCounts(String requests, Counts counts) {
    long sent = counts.sent();
    line("  %-22s%d", requests + " sent:", sent);
    part(requests + " completed:", counts.answered(), sent);
    part(requests + " lost:", counts.lost(), sent);
    if (counts.outstanding() > 0) {
      part(requests + " interrupted:", counts.outstanding(), sent);
    }
    line("");
    line(
        "  %-22s%s",
        "Response codes:",
        Figures.rcodes(counts).stream()
            .map(
                rcode ->
                    format(
                        "%s %d (%.2f%%)",
                        rcode.name(), rcode.answers(), percent(rcode.answers(), counts.answered())))
            .collect(Collectors.joining(", ")));
    line(
        "  %-22srequest %d, response %d",
        "Average packet size:",
        (long) counts.meanRequestOctets(),
        (long) counts.meanAnswerOctets());
  }

  private void printRate(String requests, double seconds, double perSecond) {
    line("  %-22s%.6f", "Run time (s):", seconds);
    line("  %-22s%.6f", requests + " per second:", perSecond);
    line("");
  }

  private void printLatency(
      LatencyDistribution latencies, double meanNanos, long minNanos, long maxNanos) {
    line(
        "  %-22s%.6f (min %.6f, max %.6f)",
        "Average Latency (s):", seconds(meanNanos), seconds(minNanos), seconds(maxNanos));
    if (latencies.answers() > 1) {
      line("  %-22s%.6f", "Latency StdDev (s):", seconds(latencies.deviationNanos()));
    }
    line("");
  }

  private void part(String label, long part, long sent) {
    line("  %-22s%d (%.2f%%)", label, part, percent(part, sent));
  }

  private void printPercentiles(String requests, LatencyDistribution latencies) {
    if (latencies.answers() == 0) {
      return;
    }
    line("Latency of %s by percentile (s):", requests);
    line("");
    for (double percent : LatencyDistribution.REPORTED_PERCENTILES) {
      line(
          "  %-22s%.6f",
          "p" + Figures.plain(percent) + ":", seconds(latencies.percentileNanos(percent)));
    }
    line("");
  }

  /** What should not be; a line only for what was. */
  private void printOddities(RunResult result) {
    boolean printed = false;
    for (KindResult kind : result.kindsSent()) {
      String requests = plural(kind.kind());
      long unsent = kind.counts().unsent();
      printed |= oddity(unsent, requests + " not sent", Figures.unsentReasons(kind));
      printed |= oddity(kind.counts().truncated(), "answers to " + requests + " truncated", "");
      if (kind.checked() > 0) {
        line(
            "  Answers to %s checked: %d, wrong: %d (%.2f%%)",
            requests, kind.checked(), kind.faulty(), percent(kind.faulty(), kind.checked()));
        printed = true;
      }
    }
    printed |= oddity(result.unexpected(), "answers too late or not asked for", "");
    printed |=
        oddity(
            result.dropped(),
            "of those " + StepWords.unanswered(result) + ", dropped here",
            StepWords.drops(result)
                + "; receive buffer full: -b, -c and -T help, the server did answer");
    printed |= oddity(result.disconnected(), "connections closed or not made", "");
    for (String fault : result.faults()) {
      line("    wrong: %s", printable(fault));
    }
    if (printed) {
      line("");
    }
  }

  private boolean oddity(long count, String what, String why) {
    if (count == 0) {
      return false;
    }
    line("  %s%s", capitalized(what) + ": " + count, why.isEmpty() ? "" : " (" + why + ")");
    return true;
  }

  private void printSteps(RunResult result) {
    Ramp ramp = result.ramp();
    Optional<StepResult> knee = ramp.knee();
    line("Steps:");
    line("");
    line(
        "  %4s %12s %12s %12s %9s %12s %12s",
        "step", "offered/s", "sent/s", "answered/s", "lost (%)", "p50 (ms)", "p99 (ms)");
    for (Verdict verdict : ramp.verdicts()) {
      StepResult step = verdict.step();
      String words = StepWords.of(verdict, knee);
      line(
          "  %4d %12.0f %12.0f %12.0f %9.3f %12s %12s%s",
          step.number(),
          step.offeredPerSecond(),
          step.sentPerSecond(),
          step.answeredPerSecond(),
          100 * step.counts().lossShare(),
          percentileMillis(step, 50.0),
          percentileMillis(step, 99.0),
          words.isEmpty() ? "" : "  <- " + words);
    }
    line("");
    knee.ifPresent(step -> line("  %-22s%.6f", "Knee (answers/s):", step.answeredPerSecond()));
    line("  A step fails if %s", result.kneeRule().text());
    StepWords.summary(ramp).forEach(words -> line("  %s", words));
    line("");
  }

  /** A dash for a step without answers: nothing took no time. */
  private static String percentileMillis(StepResult step, double percent) {
    return step.latencies().answers() == 0
        ? "-"
        : format("%.3f", millis(step.latencies().percentileNanos(percent)));
  }

  private void printProcesses(RunResult result) {
    long answers = result.counts().answered();
    ProcessResult server = result.server();
    if (server != null) {
      printProcess("Server, " + printable(server.title()), server, answers);
    }
    ProcessResult generator = result.generator();
    if (generator != null) {
      printProcess("Load generator", generator, answers);
      double busy = 100 * generator.usage().busiestThreadShare();
      if (result.generatorWasBusy()) {
        line(
            "  WARNING: the load generator was busy %.0f %% of the time, so it may be what was"
                + " measured: use more threads or processors",
            busy);
        line("");
      }
    }
  }

  private void printProcess(String title, ProcessResult process, long answers) {
    Usage usage = process.usage();
    double user = process.userNanosPer(answers) / 1e3;
    double system = process.systemNanosPer(answers) / 1e3;
    line("%s:", title);
    line("");
    line(
        "  %-22s%.3f (user %.3f, system %.3f)",
        "CPU per answer (us):", user + system, user, system);
    line(
        "  %-22s%.2f (busiest thread %.0f%%)",
        "Processors busy:", usage.busyProcessors(), 100 * usage.busiestThreadShare());
    line(
        "  %-22s%.1f%s",
        "Resident (MiB):",
        mebibytes(usage.rssOctets()),
        usage.pssOctets() < 0
            ? ""
            : format(" (shared pages once: %.1f)", mebibytes(usage.pssOctets())));
    line(
        "  %-22svoluntary %d, involuntary %d",
        "Context switches:", usage.voluntarySwitches(), usage.involuntarySwitches());
    line(
        "  %-22s%d in %d %s",
        "Threads:",
        usage.threads(),
        usage.processes(),
        usage.processes() == 1 ? "process" : "processes");
    for (String note : process.notes()) {
      line("  Note: %s", printable(note));
    }
    line("");
  }

  /** What came from outside may hold control characters, which would play with a terminal. */
  public static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}]", "?");
  }

  private void line(String format, Object... values) {
    out.print(values.length == 0 ? format : format(format, values));
    out.print('\n');
  }
}
