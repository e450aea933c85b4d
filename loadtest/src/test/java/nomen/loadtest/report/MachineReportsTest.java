package nomen.loadtest.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import nomen.loadtest.statistics.Interval;
import nomen.loadtest.statistics.RunResult;
import nomen.loadtest.statistics.SampleRuns;
import nomen.loadtest.traffic.RequestKind;
import org.junit.jupiter.api.Test;

/** JSON and CSV, read back. */
class MachineReportsTest {
  private static JsonObject json(RunResult result) throws IOException {
    StringWriter out = new StringWriter();
    JsonReport.write(result, out);
    return JsonParser.parseString(out.toString()).getAsJsonObject();
  }

  @Test
  void jsonHoldsTheWholeRun() throws IOException {
    RunResult run = SampleRuns.minute(true, true);
    JsonObject json = json(run);
    assertEquals(JsonReport.FORMAT, json.get("format").getAsInt());
    assertEquals("nomen-load -s 127.0.0.1 -d q.txt", json.get("command_line").getAsString());
    assertEquals("2026-11-22T23:04:13Z", json.get("started_at").getAsString());
    assertEquals(60, json.get("run_seconds").getAsDouble());
    JsonObject queries = json.getAsJsonObject("queries");
    assertEquals(run.kind(RequestKind.QUERY).counts().sent(), queries.get("sent").getAsLong());
    long answered = run.kind(RequestKind.QUERY).counts().answered();
    long inRcodes = 0;
    for (var rcode : queries.getAsJsonObject("rcodes").entrySet()) {
      inRcodes += rcode.getValue().getAsLong();
    }
    assertEquals(answered, inRcodes);
    long inHistogram = 0;
    double before = -1;
    for (JsonElement bucket : queries.getAsJsonArray("latency_histogram")) {
      double latency = bucket.getAsJsonArray().get(0).getAsDouble();
      assertTrue(latency > before);
      before = latency;
      inHistogram += bucket.getAsJsonArray().get(1).getAsLong();
    }
    assertEquals(answered, inHistogram);
    assertTrue(json.getAsJsonObject("updates").get("sent").getAsLong() > 0);
    JsonArray rows = json.getAsJsonArray("time_line");
    assertEquals(60, rows.size());
    JsonObject row = rows.get(3).getAsJsonObject();
    assertEquals(3, row.get("start_seconds").getAsDouble());
    assertTrue(row.getAsJsonObject("server").get("resident_octets").getAsLong() > 0);
    assertTrue(row.getAsJsonObject("server").get("proportional_octets").isJsonNull());
    assertEquals("named (4711)", json.getAsJsonObject("server").get("title").getAsString());
    assertEquals(1, json.getAsJsonArray("steps").size());
    assertTrue(json.get("knee_step").isJsonNull());
  }

  @Test
  void jsonNamesTheKnee() throws IOException {
    JsonObject json = json(SampleRuns.ramp());
    assertEquals(14, json.get("knee_step").getAsInt());
    JsonObject step = json.getAsJsonArray("steps").get(13).getAsJsonObject();
    assertEquals(14, step.get("step").getAsInt());
    assertEquals(7_000, step.get("offered_per_second").getAsDouble());
    assertFalse(json.has("updates"));
    assertFalse(json.has("server"));
  }

  @Test
  void jsonSaysWhatFailedAndWhatWasDroppedWhen() throws IOException {
    JsonObject json = json(SampleRuns.bumpyRamp());
    assertEquals(3, json.get("knee_step").getAsInt());
    assertEquals(4, json.get("first_failed_step").getAsInt());
    JsonArray steps = json.getAsJsonArray("steps");
    assertEquals(
        List.of(
            "good", "good", "good", "failed", "good_again", "failed", "good_again", "not_judged"),
        steps.asList().stream()
            .map(step -> step.getAsJsonObject().get("state").getAsString())
            .toList());
    JsonObject late =
        steps.get(3).getAsJsonObject().getAsJsonArray("failed_by").get(0).getAsJsonObject();
    assertEquals("latency", late.get("limit").getAsString());
    assertEquals(0.1324, late.get("value").getAsDouble(), 0.0002);
    assertEquals(0.1, late.get("bound").getAsDouble());
    assertEquals(60, steps.get(5).getAsJsonObject().get("dropped_answers").getAsLong());
    assertEquals(60, json.get("dropped_answers").getAsLong());
    JsonArray rows = json.getAsJsonArray("time_line");
    assertEquals(60, rows.get(5).getAsJsonObject().get("dropped_answers").getAsLong());
    assertEquals(0, rows.get(4).getAsJsonObject().get("dropped_answers").getAsLong());
    JsonObject minute = json(SampleRuns.minute(false, false));
    assertTrue(minute.get("first_failed_step").isJsonNull());
  }

  @Test
  void csvSaysOfEachStepWhetherItWasGood() throws IOException {
    StringWriter out = new StringWriter();
    CsvReport.writeSteps(SampleRuns.bumpyRamp(), out);
    List<String> lines = out.toString().lines().toList();
    String end =
        "dropped_answers,good,knee,failed_by_answers,failed_by_loss,failed_by_latency,failed_by_rate";
    assertTrue(lines.getFirst().endsWith(end), lines.getFirst());
    assertTrue(lines.get(3).endsWith(",0,1,1,0,0,0,0"), lines.get(3));
    assertTrue(lines.get(4).endsWith(",0,0,0,0,0,1,0"), lines.get(4));
    assertTrue(lines.get(5).endsWith(",0,1,0,0,0,0,0"), lines.get(5));
    assertTrue(lines.get(6).endsWith(",60,0,0,0,1,0,0"), lines.get(6));
    assertTrue(lines.get(8).endsWith(",0,,0,0,0,0,0"), lines.get(8));
    StringWriter rows = new StringWriter();
    CsvReport.writeTimeLine(SampleRuns.bumpyRamp(), rows);
    List<String> row = rows.toString().lines().toList();
    int column = List.of(row.getFirst().split(",", -1)).indexOf("dropped_answers");
    assertEquals("60", row.get(6).split(",", -1)[column]);
  }

  @Test
  void csvHasARowForEachOfTheTimeLine() throws IOException {
    RunResult run = SampleRuns.minute(true, true);
    StringWriter out = new StringWriter();
    CsvReport.writeTimeLine(run, out);
    List<String> lines = out.toString().lines().toList();
    assertEquals(61, lines.size());
    List<String> names = List.of(lines.getFirst().split(",", -1));
    assertEquals(names.size(), names.stream().distinct().count());
    for (int i = 1; i < lines.size(); i++) {
      String[] values = lines.get(i).split(",", -1);
      assertEquals(names.size(), values.length);
      Interval row = run.timeLine().get(i - 1);
      assertEquals(
          row.kind(RequestKind.UPDATE).counts().answered(),
          Long.parseLong(values[names.indexOf("updates_answered")]));
      assertEquals(
          row.kind(RequestKind.QUERY).counts().rcode(3),
          Long.parseLong(values[names.indexOf("queries_NXDOMAIN")]));
      assertEquals(
          row.kind(RequestKind.QUERY).latency().p99Nanos() / 1e9,
          Double.parseDouble(values[names.indexOf("queries_p99_seconds")]),
          1e-9);
    }
  }

  @Test
  void csvLeavesEmptyWhatIsNotKnown() throws IOException {
    StringWriter out = new StringWriter();
    CsvReport.writeTimeLine(SampleRuns.minute(false, false), out);
    assertTrue(out.toString().lines().skip(1).allMatch(line -> line.endsWith(",,,,,,,,")));
  }

  @Test
  void csvHasARowForEachStep() throws IOException {
    StringWriter out = new StringWriter();
    CsvReport.writeSteps(SampleRuns.ramp(), out);
    List<String> lines = out.toString().lines().toList();
    assertEquals(21, lines.size());
    assertTrue(
        lines.get(1).startsWith("1,judged,1.000000,500.000,500.000,500.000,0.000000,500,500,0,"));
  }
}
