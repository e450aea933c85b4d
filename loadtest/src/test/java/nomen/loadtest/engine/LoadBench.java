package nomen.loadtest.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import nomen.loadtest.plan.Bounds;
import nomen.loadtest.plan.LoadPlan;
import nomen.loadtest.plan.Pace;
import nomen.loadtest.plan.Target;
import nomen.loadtest.statistics.WorkerTally;
import nomen.loadtest.traffic.RequestKind;
import org.HdrHistogram.Histogram;

/** A bare command line for measurements. */
final class LoadBench {
  private LoadBench() {}

  /** Port, seconds, outstanding, clients, rate or 0, batch, transport, rounds. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int port = Integer.parseInt(arguments[0]);
    double seconds = Double.parseDouble(arguments[1]);
    int outstanding = Integer.parseInt(arguments[2]);
    int clients = Integer.parseInt(arguments[3]);
    double rate = Double.parseDouble(arguments[4]);
    int batch = Integer.parseInt(arguments[5]);
    Target.Transport transport = Target.Transport.valueOf(arguments[6]);
    int rounds = Integer.parseInt(arguments[7]);
    Target target =
        new Target(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            transport,
            List.of(),
            0,
            clients,
            4 << 20);
    Pace pace =
        rate > 0 ? new Pace.Open(List.of(new Pace.Step(rate, seconds))) : new Pace.Closed(0);
    Bounds bounds = new Bounds(seconds, Long.MAX_VALUE, outstanding, 1_000_000_000L);
    LoadPlan plan = new LoadPlan(target, pace, bounds, 1, batch, 0);
    for (int round = 0; round < rounds; round++) {
      WorkerTally tally = new WorkerTally(1);
      long cpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
      LoadRun run =
          new LoadRun(plan, new FixedQueries(1000, true, 0), null, new ArrayList<>(List.of(tally)));
      run.start();
      run.awaitEnd(100_000_000_000L);
      cpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() - cpu;
      Histogram latency = tally.takeLatencies(0, RequestKind.QUERY);
      double took = (run.endNanos() - run.startNanos()) / 1e9;
      System.out.printf(
          "%d answers in %.2f s: %.0f/s, %.0f per cpu-second (%.2f us), p50 %.1f p99 %.1f p99.9"
              + " %.1f max %.1f us%n",
          latency.getTotalCount(),
          took,
          latency.getTotalCount() / took,
          latency.getTotalCount() / (cpu / 1e9),
          cpu / 1e3 / latency.getTotalCount(),
          latency.getValueAtPercentile(50) / 1e3,
          latency.getValueAtPercentile(99) / 1e3,
          latency.getValueAtPercentile(99.9) / 1e3,
          latency.getMaxValue() / 1e3);
    }
  }
}
