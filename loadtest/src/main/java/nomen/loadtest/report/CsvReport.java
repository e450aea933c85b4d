package nomen.loadtest.report;

import static nomen.loadtest.report.Figures.format;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nomen.codec.message.Rcode;
import nomen.loadtest.process.Usage;
import nomen.loadtest.statistics.Counts;
import nomen.loadtest.statistics.Interval;
import nomen.loadtest.statistics.LatencyDistribution;
import nomen.loadtest.statistics.Ramp;
import nomen.loadtest.statistics.RunResult;
import nomen.loadtest.statistics.StepResult;
import nomen.loadtest.statistics.Verdict;
import nomen.loadtest.statistics.Verdict.Limit;
import nomen.loadtest.traffic.RequestKind;
import org.jspecify.annotations.Nullable;

/**
 * The time line, and the steps, as comma-separated values (RFC 4180, lines end with LF): a line of
 * names, then one line for each row. The columns are the same for every run; they are documented in
 * docs/load-testing.md, under "Reports". Only numbers stand in them, so nothing needs quotes.
 */
public final class CsvReport {
  private static final List<String> USAGE_COLUMNS =
      List.of("cpu_user_seconds", "cpu_system_seconds", "resident_octets", "context_switches");

  private CsvReport() {}

  /**
   * Writes the time line, a line for each row of it.
   *
   * @param out stays open
   */
  public static void writeTimeLine(RunResult result, Writer out) throws IOException {
    List<String> names = new ArrayList<>(List.of("start_seconds", "end_seconds"));
    for (RequestKind kind : RequestKind.values()) {
      countColumns().forEach(column -> names.add(Figures.plural(kind) + "_" + column));
    }
    names.addAll(List.of("unexpected_answers", "dropped_answers", "disconnections"));
    for (String process : List.of("server", "generator")) {
      USAGE_COLUMNS.forEach(column -> names.add(process + "_" + column));
    }
    line(out, names);
    for (Interval row : result.timeLine()) {
      List<String> values =
          new ArrayList<>(List.of(seconds(row.startNanos()), seconds(row.endNanos())));
      for (RequestKind kind : RequestKind.values()) {
        addCounts(values, row.kind(kind).counts(), row.kind(kind).latencies());
      }
      values.add(Long.toString(row.unexpected()));
      values.add(Long.toString(row.dropped()));
      values.add(Long.toString(row.disconnected()));
      addUsage(values, row.server());
      addUsage(values, row.generator());
      line(out, values);
    }
    out.flush();
  }

  /**
   * Writes the steps, a line for each.
   *
   * @param out stays open
   */
  public static void writeSteps(RunResult result, Writer out) throws IOException {
    List<String> names =
        new ArrayList<>(
            List.of(
                "step",
                "role",
                "seconds",
                "offered_per_second",
                "sent_per_second",
                "answered_per_second",
                "loss_share"));
    names.addAll(countColumns());
    names.addAll(List.of("dropped_answers", "good", "knee"));
    for (Limit limit : Limit.values()) {
      names.add("failed_by_" + limit.name().toLowerCase(Locale.ROOT));
    }
    line(out, names);
    Ramp ramp = result.ramp();
    int knee = ramp.knee().map(StepResult::step).orElse(-1);
    for (Verdict verdict : ramp.verdicts()) {
      StepResult step = verdict.step();
      List<String> values =
          new ArrayList<>(
              List.of(
                  Integer.toString(step.number()),
                  step.role().name().toLowerCase(Locale.ROOT),
                  format("%.6f", step.seconds()),
                  format("%.3f", step.offeredPerSecond()),
                  format("%.3f", step.sentPerSecond()),
                  format("%.3f", step.answeredPerSecond()),
                  format("%.6f", step.counts().lossShare())));
      addCounts(values, step.counts(), step.latencies());
      values.add(Long.toString(step.dropped()));
      values.add(good(verdict));
      values.add(flag(knee == step.step()));
      for (Limit limit : Limit.values()) {
        values.add(flag(verdict.breaches().stream().anyMatch(each -> each.limit() == limit)));
      }
      line(out, values);
    }
    out.flush();
  }

  /** Empty where the step was not judged. */
  private static String good(Verdict verdict) {
    return switch (verdict.state()) {
      case GOOD, GOOD_AGAIN -> "1";
      case FAILED, NOT_CONFIRMED -> "0";
      case SETTLING, NOT_JUDGED -> "";
    };
  }

  private static String flag(boolean value) {
    return value ? "1" : "0";
  }

  private static List<String> countColumns() {
    List<String> columns =
        new ArrayList<>(List.of("sent", "answered", "lost", "unsent", "truncated"));
    for (int rcode = 0; rcode < Counts.RCODES; rcode++) {
      columns.add(Rcode.print(rcode));
    }
    columns.addAll(
        List.of(
            "OTHER",
            "request_octets_mean",
            "answer_octets_mean",
            "latency_mean_seconds",
            "p50_seconds",
            "p90_seconds",
            "p99_seconds",
            "p99.9_seconds",
            "max_seconds"));
    return columns;
  }

  private static void addCounts(List<String> values, Counts counts, LatencyDistribution latencies) {
    values.add(Long.toString(counts.sent()));
    values.add(Long.toString(counts.answered()));
    values.add(Long.toString(counts.lost()));
    values.add(Long.toString(counts.unsent()));
    values.add(Long.toString(counts.truncated()));
    for (int rcode = 0; rcode < Counts.RCODES; rcode++) {
      values.add(Long.toString(counts.rcode(rcode)));
    }
    values.add(Long.toString(counts.otherRcodes()));
    values.add(format("%.1f", counts.meanRequestOctets()));
    values.add(format("%.1f", counts.meanAnswerOctets()));
    values.add(format("%.9f", Figures.seconds(latencies.meanNanos())));
    for (double percent : new double[] {50, 90, 99, 99.9}) {
      values.add(seconds(latencies.percentileNanos(percent)));
    }
    values.add(seconds(latencies.maxNanos()));
  }

  private static void addUsage(List<String> values, @Nullable Usage usage) {
    if (usage == null) {
      USAGE_COLUMNS.forEach(_ -> values.add(""));
      return;
    }
    values.add(seconds(usage.userNanos()));
    values.add(seconds(usage.systemNanos()));
    values.add(Long.toString(usage.rssOctets()));
    values.add(Long.toString(usage.voluntarySwitches() + usage.involuntarySwitches()));
  }

  private static String seconds(long nanos) {
    return format("%.9f", Figures.seconds(nanos));
  }

  private static void line(Writer out, List<String> values) throws IOException {
    out.write(String.join(",", values));
    out.write('\n');
  }
}
