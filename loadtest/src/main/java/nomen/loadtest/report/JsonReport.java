package nomen.loadtest.report;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nomen.loadtest.plan.LoadPlan;
import nomen.loadtest.plan.Pace;
import nomen.loadtest.process.Machine;
import nomen.loadtest.process.Usage;
import nomen.loadtest.statistics.Counts;
import nomen.loadtest.statistics.Extremes;
import nomen.loadtest.statistics.Interval;
import nomen.loadtest.statistics.KindResult;
import nomen.loadtest.statistics.LatencyDistribution;
import nomen.loadtest.statistics.Ramp;
import nomen.loadtest.statistics.RunHeading;
import nomen.loadtest.statistics.RunResult;
import nomen.loadtest.statistics.RunResult.ProcessResult;
import nomen.loadtest.statistics.StepResult;
import nomen.loadtest.statistics.Verdict;
import nomen.loadtest.traffic.RequestKind;
import org.jspecify.annotations.Nullable;

/**
 * All of a run, for machines. The names are documented in docs/load-testing.md, under "Reports",
 * and change only together with {@link #FORMAT}; new ones may come. Times are in seconds and sizes
 * in octets, as the names say.
 */
public final class JsonReport {
  /** Goes up when a name goes or gets another meaning. */
  public static final int FORMAT = 3;

  private final JsonWriter json;

  private JsonReport(Writer out) {
    json = new JsonWriter(out);
    json.setIndent(" ");
  }

  /**
   * Writes it.
   *
   * @param out stays open
   */
  public static void write(RunResult result, Writer out) throws IOException {
    JsonReport report = new JsonReport(out);
    report.write(result);
    report.json.flush();
    out.write('\n');
    out.flush();
  }

  private void write(RunResult result) throws IOException {
    json.beginObject();
    json.name("format").value(FORMAT);
    writeHeading(result.heading());
    json.name("ending").value(result.ending().words());
    json.name("run_seconds").value(result.runSeconds());
    for (KindResult kind : result.kindsSent()) {
      json.name(Figures.plural(kind.kind()));
      writeKind(kind, result);
    }
    json.name("unexpected_answers").value(result.unexpected());
    json.name("dropped_answers").value(result.dropped());
    json.name("disconnections").value(result.disconnected());
    json.name("faults");
    json.beginArray();
    for (String fault : result.faults()) {
      json.value(fault);
    }
    json.endArray();
    writeSteps(result);
    json.name("time_line");
    json.beginArray();
    for (Interval row : result.timeLine()) {
      writeRow(row);
    }
    json.endArray();
    writeProcess("server", result.server(), result);
    writeProcess("generator", result.generator(), result);
    json.endObject();
  }

  private void writeHeading(RunHeading heading) throws IOException {
    json.name("program").value(heading.program());
    json.name("command_line").value(CommandWords.print(heading.commandLine()));
    json.name("started_at").value(heading.startedAt().toString());
    json.name("traffic").value(heading.traffic());
    LoadPlan plan = heading.plan();
    json.name("plan");
    json.beginObject();
    json.name("server").value(Opening.address(plan.target().server()));
    json.name("transport").value(plan.target().transport().name().toLowerCase(Locale.ROOT));
    json.name("clients").value(plan.target().clients());
    json.name("threads").value(plan.threads());
    json.name("batch").value(plan.batch());
    json.name("pace").value(Opening.pace(plan.pace()));
    json.name("max_failed_steps");
    if (plan.pace() instanceof Pace.Open open && open.failedSteps() > 0) {
      json.value(open.failedSteps());
    } else {
      json.nullValue();
    }
    json.name("max_outstanding").value(plan.bounds().outstanding());
    json.name("timeout_seconds").value(Figures.seconds(plan.bounds().timeoutNanos()));
    json.name("max_seconds");
    writeNumber(plan.bounds().seconds());
    json.name("max_requests");
    if (plan.bounds().requests() == Long.MAX_VALUE) {
      json.nullValue();
    } else {
      json.value(plan.bounds().requests());
    }
    json.endObject();
    Machine machine = heading.machine();
    json.name("machine");
    json.beginObject();
    json.name("name").value(machine.name());
    json.name("processors").value(machine.processors());
    json.name("processor").value(machine.processor());
    json.name("kernel").value(machine.kernel());
    json.name("java").value(machine.java());
    json.endObject();
  }

  private void writeKind(KindResult kind, RunResult result) throws IOException {
    Extremes extremes = kind.extremes();
    json.beginObject();
    writeCounts(kind.counts());
    json.name("answered_per_second");
    writeNumber(result.perSecond(kind.counts().answered()));
    json.name("request_octets_min").value(extremes.minRequestOctets());
    json.name("request_octets_max").value(extremes.maxRequestOctets());
    json.name("answer_octets_min").value(extremes.minAnswerOctets());
    json.name("answer_octets_max").value(extremes.maxAnswerOctets());
    json.name("checked").value(kind.checked());
    json.name("faulty").value(kind.faulty());
    json.name("unsent_by_errno");
    json.beginObject();
    for (Map.Entry<Integer, Long> entry : kind.unsentByErrno().entrySet()) {
      json.name(entry.getKey().toString()).value(entry.getValue());
    }
    json.endObject();
    json.name("latency_seconds");
    json.beginObject();
    json.name("min").value(Figures.seconds(extremes.minLatencyNanos()));
    json.name("mean").value(Figures.seconds(kind.meanLatencyNanos()));
    json.name("max").value(Figures.seconds(extremes.maxLatencyNanos()));
    json.name("deviation").value(Figures.seconds(kind.latencies().deviationNanos()));
    for (double percent : LatencyDistribution.REPORTED_PERCENTILES) {
      json.name("p" + Figures.plain(percent))
          .value(Figures.seconds(kind.latencies().percentileNanos(percent)));
    }
    json.endObject();
    json.name("latency_histogram");
    json.beginArray();
    for (LatencyDistribution.Bucket bucket : kind.latencies().buckets()) {
      json.beginArray();
      json.value(Figures.seconds(bucket.toNanos())).value(bucket.answers());
      json.endArray();
    }
    json.endArray();
    json.endObject();
  }

  private void writeCounts(Counts counts) throws IOException {
    json.name("sent").value(counts.sent());
    json.name("answered").value(counts.answered());
    json.name("lost").value(counts.lost());
    json.name("unsent").value(counts.unsent());
    json.name("truncated").value(counts.truncated());
    json.name("request_octets_mean").value(counts.meanRequestOctets());
    json.name("answer_octets_mean").value(counts.meanAnswerOctets());
    json.name("rcodes");
    json.beginObject();
    for (Figures.RcodeCount rcode : Figures.rcodes(counts)) {
      json.name(rcode.name()).value(rcode.answers());
    }
    json.endObject();
  }

  private void writeSteps(RunResult result) throws IOException {
    json.name("steps");
    json.beginArray();
    Ramp ramp = result.ramp();
    for (Verdict verdict : ramp.verdicts()) {
      StepResult step = verdict.step();
      json.beginObject();
      json.name("step").value(step.number());
      json.name("role").value(step.role().name().toLowerCase(Locale.ROOT));
      json.name("seconds");
      writeNumber(step.seconds());
      json.name("offered_per_second").value(step.offeredPerSecond());
      json.name("sent_per_second");
      writeNumber(step.sentPerSecond());
      json.name("answered_per_second");
      writeNumber(step.answeredPerSecond());
      json.name("loss_share").value(step.counts().lossShare());
      json.name("dropped_answers").value(step.dropped());
      json.name("state").value(StepWords.name(verdict.state()));
      writeBreaches(verdict);
      writeCounts(step.counts());
      writePercentiles(step.latencies());
      json.endObject();
    }
    json.endArray();
    writeStep("knee_step", ramp.knee());
    writeStep("first_failed_step", ramp.firstFailed().map(Verdict::step));
    json.name("knee_rule").value(result.kneeRule().text());
  }

  private void writeBreaches(Verdict verdict) throws IOException {
    json.name("failed_by");
    json.beginArray();
    for (Verdict.Breach breach : verdict.breaches()) {
      json.beginObject();
      json.name("limit").value(breach.limit().name().toLowerCase(Locale.ROOT));
      json.name("value");
      writeNumber(breach.value());
      json.name("bound").value(breach.bound());
      json.name("text").value(breach.text());
      json.endObject();
    }
    json.endArray();
  }

  private void writeStep(String name, Optional<StepResult> step) throws IOException {
    json.name(name);
    if (step.isPresent()) {
      json.value(step.get().number());
    } else {
      json.nullValue();
    }
  }

  private void writePercentiles(LatencyDistribution latencies) throws IOException {
    json.name("latency_seconds");
    json.beginObject();
    json.name("mean").value(Figures.seconds(latencies.meanNanos()));
    for (double percent : LatencyDistribution.REPORTED_PERCENTILES) {
      json.name("p" + Figures.plain(percent))
          .value(Figures.seconds(latencies.percentileNanos(percent)));
    }
    json.name("max").value(Figures.seconds(latencies.maxNanos()));
    json.endObject();
  }

  private void writeRow(Interval row) throws IOException {
    json.beginObject();
    json.name("start_seconds").value(Figures.seconds(row.startNanos()));
    json.name("end_seconds").value(Figures.seconds(row.endNanos()));
    for (RequestKind kind : RequestKind.values()) {
      Interval.OfKind ofKind = row.kind(kind);
      if (!ofKind.counts().equals(Counts.NONE)) {
        json.name(Figures.plural(kind));
        json.beginObject();
        writeCounts(ofKind.counts());
        writePercentiles(ofKind.latencies());
        json.endObject();
      }
    }
    json.name("unexpected_answers").value(row.unexpected());
    json.name("dropped_answers").value(row.dropped());
    json.name("disconnections").value(row.disconnected());
    writeUsage("server", row.server());
    writeUsage("generator", row.generator());
    json.endObject();
  }

  private void writeProcess(String name, @Nullable ProcessResult process, RunResult result)
      throws IOException {
    if (process == null) {
      return;
    }
    long answers = result.counts().answered();
    json.name(name);
    json.beginObject();
    json.name("title").value(process.title());
    json.name("user_seconds_per_answer").value(Figures.seconds(process.userNanosPer(answers)));
    json.name("system_seconds_per_answer").value(Figures.seconds(process.systemNanosPer(answers)));
    writeUsage("usage", process.usage());
    json.name("notes");
    json.beginArray();
    for (String note : process.notes()) {
      json.value(note);
    }
    json.endArray();
    json.endObject();
  }

  private void writeUsage(String name, @Nullable Usage usage) throws IOException {
    if (usage == null) {
      return;
    }
    json.name(name);
    json.beginObject();
    json.name("seconds").value(Figures.seconds(usage.nanos()));
    json.name("user_seconds").value(Figures.seconds(usage.userNanos()));
    json.name("system_seconds").value(Figures.seconds(usage.systemNanos()));
    json.name("resident_octets").value(usage.rssOctets());
    json.name("proportional_octets");
    if (usage.pssOctets() < 0) {
      json.nullValue();
    } else {
      json.value(usage.pssOctets());
    }
    json.name("voluntary_switches").value(usage.voluntarySwitches());
    json.name("involuntary_switches").value(usage.involuntarySwitches());
    json.name("threads").value(usage.threads());
    json.name("processes").value(usage.processes());
    json.name("busiest_thread_share").value(usage.busiestThreadShare());
    json.endObject();
  }

  /** JSON has no infinity: null stands for no bound. */
  private void writeNumber(double value) throws IOException {
    if (Double.isFinite(value)) {
      json.value(value);
    } else {
      json.nullValue();
    }
  }
}
