package nomen.loadtest.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import nomen.loadtest.plan.LoadPlan;
import nomen.loadtest.plan.Pace;
import nomen.loadtest.statistics.KneeRule;
import nomen.loadtest.statistics.RunResult;
import nomen.loadtest.statistics.RunResult.Ending;
import nomen.loadtest.statistics.RunStatistics;
import nomen.loadtest.statistics.SampleRuns;
import nomen.loadtest.statistics.WorkerTally;
import nomen.loadtest.traffic.RequestKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextReportTest {
  private static final long SECOND = 1_000_000_000L;

  private final StringWriter text = new StringWriter();
  private final PrintWriter out = new PrintWriter(text);

  private String print(RunResult result) {
    new TextReport(out).print(result);
    return text.toString();
  }

  private static RunResult small(RequestKind kind) {
    LoadPlan plan = SampleRuns.plan(new Pace.Closed(0), 2);
    WorkerTally worker = new WorkerTally(1);
    RunStatistics statistics = new RunStatistics(plan, List.of(worker), null, null);
    statistics.start(0);
    for (int i = 0; i < 8; i++) {
      worker.sent(0, kind, 31);
      if (i == 7) {
        worker.lost(0, kind);
      } else {
        worker.answered(0, kind, i == 6 ? 3 : 0, false, 40 + i, 100_000);
      }
    }
    worker.unsent(0, kind, 105);
    worker.unexpected();
    worker.checked(kind, "bad\u001b[2J");
    return statistics.finish(
        SampleRuns.heading(plan, "8 requests", "nomen-load"),
        Ending.END_OF_INPUT,
        2 * SECOND,
        KneeRule.USUAL);
  }

  @Test
  void theFirstPartHasTheLinesThatScriptsKnow() {
    assertEquals(
        """
        [Status] Testing complete (end of file)

        Statistics:

          Queries sent:         8
          Queries completed:    7 (87.50%)
          Queries lost:         1 (12.50%)

          Response codes:       NOERROR 6 (85.71%), NXDOMAIN 1 (14.29%)
          Average packet size:  request 31, response 43
          Run time (s):         2.000000
          Queries per second:   3.500000

          Average Latency (s):  0.000100 (min 0.000100, max 0.000100)
          Latency StdDev (s):   0.000000

        Latency of queries by percentile (s):

          p50:                  0.000100
          p75:                  0.000100
          p90:                  0.000100
          p95:                  0.000100
          p99:                  0.000100
          p99.9:                0.000100
          p99.99:               0.000100

          Queries not sent: 1 (1 no buffer space (errno 105))
          Answers to queries checked: 1, wrong: 1 (100.00%)
          Answers too late or not asked for: 1
            wrong: bad?[2J

        """,
        print(small(RequestKind.QUERY)));
  }

  @Test
  void updatesHaveTheirOwnWords() {
    String printed = print(small(RequestKind.UPDATE));
    assertTrue(printed.contains("\n  Updates sent:         8\n"), printed);
    assertTrue(printed.contains("\n  Updates completed:    7 (87.50%)\n"), printed);
    assertTrue(printed.contains("\n  Updates lost:         1 (12.50%)\n"), printed);
    assertTrue(printed.contains("\n  Updates per second:   3.500000\n"), printed);
    assertFalse(printed.contains("Queries"), printed);
  }

  @Test
  void queriesAndUpdatesAreToldApart() {
    String printed = print(SampleRuns.minute(true, true));
    assertTrue(printed.indexOf("Queries sent:") < printed.indexOf("Updates sent:"), printed);
    assertTrue(printed.contains("Server, named (4711):\n"), printed);
    assertTrue(printed.contains("WARNING: the load generator was busy 95 %"), printed);
  }

  @Test
  void nothingSentIsNoReasonToFail() {
    String printed = print(SampleRuns.nothing());
    assertTrue(printed.contains("Queries completed:    0 (0.00%)"), printed);
    assertTrue(printed.contains("Testing complete (interruption)"), printed);
  }

  @Test
  void theKneeOfARampIsMarkedAndItsRuleIsSaid() {
    String printed = print(SampleRuns.ramp());
    assertTrue(printed.contains("  <- highest good step\n    15 "), printed);
    assertTrue(
        printed.contains("\nStatistics of step 14 (7,000/s), the highest good step:\n"), printed);
    assertTrue(printed.contains("  Queries per second:   7000.000000\n"), printed);
    assertTrue(printed.contains("Knee (answers/s):     7000.000000"), printed);
    assertTrue(printed.contains(KneeRule.USUAL.text()), printed);
  }

  @Test
  void aFailedStepAmongGoodOnesIsToldWithItsReason() {
    String printed = print(SampleRuns.bumpyRamp());
    String steps = printed.substring(printed.indexOf("\nSteps:\n"));
    List<String> ends =
        steps
            .lines()
            .filter(line -> line.matches(" +[1-8] .*"))
            .map(line -> line.replaceFirst("[^<]*(<- )?", ""))
            .toList();
    assertEquals(
        List.of(
            "",
            "",
            "highest good step",
            "failed: p99 133 ms, limit 100 ms",
            "good again",
            "failed: lost 2 %, limit 1 %; 60 answers dropped here",
            "good again",
            "too short to judge"),
        ends);
    assertTrue(
        steps.contains("\n  First failed: step 4 (4,000/s): p99 133 ms, limit 100 ms\n"), steps);
    assertTrue(
        steps.contains("\n  Also good again at: step 5 (5,000/s), step 7 (7,000/s)\n"), steps);
    assertTrue(
        printed.contains("Of those lost, dropped here: 60 (from 5 to 6 s; receive buffer"),
        printed);
  }

  /**
   * What was outstanding at the interruption never became a loss, but its answer may be dropped.
   */
  @Test
  void anAnswerDroppedBeforeAnInterruptionIsNotCalledLost() {
    WorkerTally worker = new WorkerTally(1);
    worker.dropsFrom(() -> 1);
    RunStatistics statistics =
        new RunStatistics(SampleRuns.plan(new Pace.Closed(0), 2), List.of(worker), null, null);
    statistics.start(0);
    worker.sent(0, RequestKind.QUERY, 1);
    RunResult result =
        statistics.finish(
            SampleRuns.heading(SampleRuns.plan(new Pace.Closed(0), 2), "1 request", "nomen-load"),
            Ending.INTERRUPTION,
            SECOND,
            KneeRule.USUAL);
    String printed = print(result);
    assertTrue(printed.contains("Queries lost:         0 (0.00%)"), printed);
    assertTrue(printed.contains("Of those lost or interrupted, dropped here: 1 ("), printed);
  }

  @Test
  void aRampWithoutAFailedStepSaysSo() {
    LoadPlan plan =
        SampleRuns.plan(new Pace.Open(List.of(new Pace.Step(1, 1), new Pace.Step(2, 1)), 3), 2);
    WorkerTally worker = new WorkerTally(2);
    RunStatistics statistics = new RunStatistics(plan, List.of(worker), null, null);
    statistics.start(0);
    for (int step : new int[] {0, 1, 1}) {
      worker.sent(step, RequestKind.QUERY, 1);
      worker.answered(step, RequestKind.QUERY, 0, false, 1, 1_000);
    }
    RunResult result =
        statistics.finish(
            SampleRuns.heading(plan, "3 requests", "nomen-load"),
            Ending.TIME_LIMIT,
            2 * SECOND,
            KneeRule.USUAL);
    String printed = print(result);
    assertTrue(printed.contains("  <- highest good step\n\n"), printed);
    assertTrue(printed.contains("No limit found up to 2/s: no step failed\n"), printed);
  }

  /** A latency of 0 would be one that nobody measured. */
  @Test
  void aStepWithoutAnswersHasDashesForLatencies() {
    LoadPlan plan =
        SampleRuns.plan(new Pace.Open(List.of(new Pace.Step(1, 1), new Pace.Step(2, 1)), 3), 2);
    WorkerTally worker = new WorkerTally(2);
    RunStatistics statistics = new RunStatistics(plan, List.of(worker), null, null);
    statistics.start(0);
    worker.sent(0, RequestKind.QUERY, 1);
    worker.answered(0, RequestKind.QUERY, 0, false, 1, 1_000_000);
    worker.sent(1, RequestKind.QUERY, 1);
    worker.lost(1, RequestKind.QUERY);
    RunResult result =
        statistics.finish(
            SampleRuns.heading(plan, "2 requests", "nomen-load"),
            Ending.TIME_LIMIT,
            2 * SECOND,
            KneeRule.USUAL);
    List<String> steps =
        print(result).lines().filter(line -> line.matches(" +[12] +[0-9]+ .*")).toList();
    assertEquals(2, steps.size(), steps::toString);
    assertTrue(steps.get(0).contains(" 1.0"), steps::toString);
    assertTrue(steps.get(1).matches(".* - +-  <- failed.*"), steps::toString);
  }

  @Test
  void theOpeningSaysWhatWillBeDone() {
    LoadPlan plan = SampleRuns.plan(new Pace.Open(List.of(new Pace.Step(500, 60))), 10);
    new Opening(out, ZoneOffset.UTC)
        .print(
            SampleRuns.heading(
                plan, "3 queries of q.txt", "nomen-load", "-d", "a b", "-y", "hmac-sha256:k:c2Vj"),
            Set.of(RequestKind.UPDATE, RequestKind.QUERY),
            2);
    assertEquals(
        """
        nomen-load 0.1.0

        [Status] Command line: nomen-load -d 'a b' -y hmac-sha256:k:SECRET
        [Status] Sending queries and updates (to 127.0.0.1:53)
        [Status] Started at: Sun Nov 22 23:04:13 2026
        [Status] Stopping after 10.000000 seconds or 2 runs through file
        [Status] Traffic: 3 queries of q.txt
        [Status] Transport: UDP, 20 sockets, 2 threads, 64 messages in a system call
        [Status] Pace: open loop, 500 requests a second; latency from the intended time
        [Status] Bounds: at most 100 outstanding, lost after 5 s
        [Status] Expecting to send 5,000 requests
        """,
        text.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "::1, [::1]:53",
    "2001:db8::1, [2001:db8::1]:53",
    "2001:db8:0:1::, [2001:db8:0:1::]:53",
    "2001:0:0:1:0:0:0:1, [2001:0:0:1::1]:53",
    "2001:db8:1:2:3:4:50:60, [2001:db8:1:2:3:4:50:60]:53",
    "192.0.2.10, 192.0.2.10:53"
  })
  void anAddressIsPrintedAsDnsperfPrintsIt(String address, String printed) throws IOException {
    InetSocketAddress server = new InetSocketAddress(InetAddress.getByName(address), 53);
    assertEquals(printed, Opening.address(server));
  }

  @Test
  void oneIsNoPlural() {
    assertEquals("1 socket", Figures.counted(1, "socket"));
    assertEquals("1,000 sockets", Figures.counted(1_000, "socket"));
  }

  @Test
  void intervalLinesAreThoseOfDnsperf() {
    InstantSource clock = InstantSource.fixed(Instant.ofEpochSecond(1795388654, 705_399_000));
    IntervalLines lines = new IntervalLines(out, clock, 0);
    lines.print(SECOND / 2, 500);
    lines.print(SECOND, 500);
    assertEquals("1795388654.705399: 1000.000000\n1795388654.705399: 0.000000\n", text.toString());
  }

  @Test
  void theLiveLineIsForTerminalsOnly() {
    RunResult run = SampleRuns.minute(false, false);
    LoadPlan plan = run.heading().plan();
    LiveLine hidden = new LiveLine(out, false, plan);
    hidden.show(run.timeLine().getFirst());
    hidden.erase();
    assertEquals("", text.toString());
    LiveLine shown = new LiveLine(out, true, plan);
    shown.show(run.timeLine().getFirst());
    String line = text.toString();
    assertTrue(
        line.matches(
            "\r\u001b\\[K1/60 s  sent 4,\\d{3}/s  answered 4,\\d{3}/s  lost 0\\.\\d\\d%"
                + "  p50 18\\d \u00b5s  p99 \\d+ \u00b5s  NXDOMAIN 1\\d\\.\\d%  SERVFAIL 0\\.\\d%"),
        line);
    shown.erase();
    assertTrue(text.toString().endsWith("\r\u001b[K"));
  }
}
