package nomen.loadtest.statistics;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import nomen.loadtest.plan.Bounds;
import nomen.loadtest.plan.LoadPlan;
import nomen.loadtest.plan.Pace;
import nomen.loadtest.plan.Target;
import nomen.loadtest.process.Machine;
import nomen.loadtest.process.Usage;
import nomen.loadtest.statistics.RunResult.Ending;
import nomen.loadtest.statistics.RunResult.ProcessResult;
import nomen.loadtest.traffic.RequestKind;
import org.jspecify.annotations.Nullable;

/** Runs that never were, drawn from a seed, for the tests of what is made of a run. */
public final class SampleRuns {
  /** A machine that is not this one. */
  public static final Machine MACHINE =
      new Machine("bench1", 4, "Example CPU @ 2.00GHz", "Linux 6.1.0", "25.0.1+8");

  private static final long SECOND = 1_000_000_000L;

  private SampleRuns() {}

  /** A plan for datagrams to 127.0.0.1:53. */
  public static LoadPlan plan(Pace pace, double seconds) {
    Target target =
        new Target(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 53),
            Target.Transport.UDP,
            List.of(),
            0,
            20,
            0);
    return new LoadPlan(
        target, pace, new Bounds(seconds, Long.MAX_VALUE, 100, 5 * SECOND), 2, 64, 0);
  }

  /** What is known before a run. */
  public static RunHeading heading(LoadPlan plan, String traffic, String... words) {
    return new RunHeading(
        "nomen-load 0.1.0",
        List.of(words),
        traffic,
        plan,
        Instant.parse("2026-11-22T23:04:13Z"),
        MACHINE);
  }

  /**
   * A minute of queries and, if asked for, updates, two workers, with a hiccup of three seconds at
   * its middle.
   */
  public static RunResult minute(boolean updates, boolean processes) {
    Random random = new Random(5);
    LoadPlan plan = plan(new Pace.Closed(0), 60);
    List<WorkerTally> workers = List.of(new WorkerTally(1), new WorkerTally(1));
    RunStatistics statistics = new RunStatistics(plan, workers, null, null);
    statistics.start(SECOND);
    List<Interval> rows = new ArrayList<>();
    for (int second = 0; second < 60; second++) {
      boolean hiccup = second >= 30 && second < 33;
      for (WorkerTally worker : workers) {
        int queries = (int) ((hiccup ? 800 : 2400) * (1 + 0.05 * random.nextGaussian()));
        for (int i = 0; i < queries; i++) {
          query(worker, random, hiccup);
        }
        for (int i = 0; updates && i < 150; i++) {
          update(worker, random, hiccup);
        }
      }
      rows.add(withUsage(statistics.look((second + 2) * SECOND), processes, second));
    }
    workers.getFirst().checked(RequestKind.QUERY, null);
    workers.getFirst().checked(RequestKind.QUERY, "www.example.com. A: 192.0.2.1 is missing");
    RunResult result =
        statistics.finish(
            heading(plan, "1,000 queries of q.txt", "nomen-load", "-s", "127.0.0.1", "-d", "q.txt"),
            Ending.TIME_LIMIT,
            61 * SECOND,
            KneeRule.USUAL);
    return new RunResult(
        result.heading(),
        result.ending(),
        result.runNanos(),
        result.kinds(),
        result.steps(),
        rows,
        result.unexpected(),
        result.disconnected(),
        result.dropped(),
        result.faults(),
        result.kneeRule(),
        processes ? server(rows) : null,
        processes ? generator(rows) : null);
  }

  private static void query(WorkerTally worker, Random random, boolean hiccup) {
    worker.sent(0, RequestKind.QUERY, 31 + random.nextInt(12));
    if (random.nextInt(hiccup ? 12 : 3000) == 0) {
      worker.lost(0, RequestKind.QUERY);
      return;
    }
    double median = hiccup ? 4e6 : 180e3;
    long nanos = (long) (median * Math.exp(random.nextGaussian() * 0.45));
    nanos += random.nextInt(200) == 0 ? (long) (3e6 * random.nextDouble()) : 0;
    int rcode = random.nextInt(7) == 0 ? 3 : random.nextInt(500) == 0 ? 2 : 0;
    worker.answered(
        0, RequestKind.QUERY, rcode, random.nextInt(300) == 0, 60 + random.nextInt(300), nanos);
  }

  private static void update(WorkerTally worker, Random random, boolean hiccup) {
    worker.sent(0, RequestKind.UPDATE, 80 + random.nextInt(10));
    long nanos = (long) ((hiccup ? 40e6 : 1.5e6) * Math.exp(random.nextGaussian() * 0.6));
    worker.answered(0, RequestKind.UPDATE, random.nextInt(40) == 0 ? 8 : 0, false, 45, nanos);
  }

  private static Interval withUsage(Interval row, boolean processes, int second) {
    return processes
        ? new Interval(
            row.startNanos(),
            row.endNanos(),
            row.kinds(),
            row.unexpected(),
            row.disconnected(),
            row.dropped(),
            usage(second, 600_000_000L),
            usage(second, 950_000_000L))
        : row;
  }

  private static Usage usage(int second, long cpu) {
    long wobble = (second * 7919L % 101) * 400_000;
    return new Usage(
        SECOND,
        cpu / 3 + wobble,
        cpu * 2 / 3 - wobble,
        (180L << 20) + second * 300_000L,
        -1,
        9_000 + second * 13L,
        50 + second % 7,
        12,
        1,
        Math.min(cpu, SECOND));
  }

  private static ProcessResult server(List<Interval> rows) {
    return new ProcessResult(
        "named (4711)", sum(rows.stream().map(Interval::server).toList()), List.of());
  }

  private static ProcessResult generator(List<Interval> rows) {
    return new ProcessResult(
        "java (4712)", sum(rows.stream().map(Interval::generator).toList()), List.of());
  }

  private static Usage sum(List<@Nullable Usage> usages) {
    Usage sum = null;
    for (Usage usage : usages) {
      if (usage != null) {
        sum = sum == null ? usage : sum.then(usage);
      }
    }
    if (sum == null) {
      throw new IllegalArgumentException("no usage");
    }
    return sum;
  }

  /** A ramp of twenty steps of a second to a server that bears some 7,000 queries a second. */
  public static RunResult ramp() {
    Random random = new Random(6);
    List<Pace.Step> steps = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      steps.add(new Pace.Step(500 * i, 1));
    }
    LoadPlan plan = plan(new Pace.Open(steps), 20);
    WorkerTally worker = new WorkerTally(20);
    RunStatistics statistics = new RunStatistics(plan, List.of(worker), null, null);
    statistics.start(0);
    for (int step = 0; step < 20; step++) {
      double rate = steps.get(step).perSecond();
      double load = rate / 7000;
      for (int i = 0; i < rate; i++) {
        worker.sent(step, RequestKind.QUERY, 40);
        if (load > 1 && random.nextDouble() > 1 / load) {
          worker.lost(step, RequestKind.QUERY);
        } else {
          double wait = load < 1 ? 1 / (1 - load * 0.99) : 400;
          long nanos = (long) (120e3 * (1 - 0.3 * Math.log(1 - random.nextDouble()) * wait));
          worker.answered(step, RequestKind.QUERY, 0, false, 120, nanos);
        }
      }
      statistics.look((step + 1) * SECOND);
    }
    return statistics.finish(
        heading(plan, "1,000 queries of q.txt", "nomen-load", "--ramp", "500:10000:500"),
        Ending.TIME_LIMIT,
        20 * SECOND,
        KneeRule.USUAL);
  }

  /**
   * A ramp of eight steps of a second, of which the fourth is slow, the sixth loses a part to this
   * machine's own buffer in its second, and the eighth is cut.
   */
  public static RunResult bumpyRamp() {
    List<Pace.Step> steps = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      steps.add(new Pace.Step(1_000 * i, 1));
    }
    LoadPlan plan = plan(new Pace.Open(steps), 7.2);
    WorkerTally worker = new WorkerTally(8);
    AtomicLong dropped = new AtomicLong();
    worker.dropsFrom(dropped::get);
    RunStatistics statistics = new RunStatistics(plan, List.of(worker), null, null);
    statistics.start(0);
    for (int step = 0; step < 8; step++) {
      int sent = (int) (steps.get(step).perSecond() * (step == 7 ? 0.2 : 1));
      for (int i = 0; i < sent; i++) {
        worker.sent(step, RequestKind.QUERY, 40);
        if (step == 5 && i % 50 == 0) {
          worker.lost(step, RequestKind.QUERY);
          dropped.addAndGet(i % 100 == 0 ? 1 : 0);
        } else {
          long nanos = step == 3 && i % 20 == 0 ? 132_400_000 : 150_000;
          worker.answered(step, RequestKind.QUERY, 0, false, 120, nanos);
        }
      }
      statistics.look(Math.min((step + 1) * SECOND, 7_200_000_000L));
    }
    return statistics.finish(
        heading(plan, "1,000 queries of q.txt", "nomen-load", "--ramp", "1000:8000:1000"),
        Ending.TIME_LIMIT,
        7_200_000_000L,
        KneeRule.USUAL);
  }

  /** Nothing was sent. */
  public static RunResult nothing() {
    LoadPlan plan = plan(new Pace.Closed(0), 1);
    RunStatistics statistics = new RunStatistics(plan, List.of(new WorkerTally(1)), null, null);
    statistics.start(0);
    return statistics.finish(
        heading(plan, "nothing", "nomen-load"), Ending.INTERRUPTION, SECOND, KneeRule.USUAL);
  }
}
