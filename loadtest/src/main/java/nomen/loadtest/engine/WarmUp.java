package nomen.loadtest.engine;

import java.io.IOException;
import java.util.List;
import nomen.loadtest.plan.Bounds;
import nomen.loadtest.plan.LoadPlan;
import nomen.loadtest.plan.Pace;
import nomen.loadtest.plan.Target;
import nomen.loadtest.statistics.WorkerTally;
import nomen.loadtest.traffic.Traffic;

/**
 * A short run against this process itself, so that the JVM has compiled the load generator before
 * the first request goes to the server: the slowness of the first second is the generator's, and is
 * not to be read as the server's. Nothing leaves the loopback interface.
 */
public final class WarmUp {
  /** It takes no longer than this, and the timeout behind it. */
  public static final double MAX_SECONDS = 1.5;

  /** It sends no more requests than this. */
  public static final long MAX_REQUESTS = 300_000;

  private static final long TIMEOUT_NANOS = 200_000_000;
  private static final int MAX_CLIENTS = 8;
  private static final int MAX_OUTSTANDING = 100;
  private static final double OPEN_RATE = 100_000;

  private WarmUp() {}

  /**
   * Runs it, with the transport, the kind of pace and the requests of a plan.
   *
   * @throws IOException if no socket could be opened
   */
  public static void run(LoadPlan plan, Traffic traffic) throws IOException, InterruptedException {
    Target given = plan.target();
    int clients = Math.min(given.clients(), MAX_CLIENTS);
    // At a rate the first half goes as fast as the answers do, which compiles the most.
    try (LoopbackEcho echo = LoopbackEcho.open(given.transport())) {
      Target target =
          new Target(
              echo.address(), given.transport(), List.of(), 0, clients, given.bufferOctets());
      if (plan.pace() instanceof Pace.Open) {
        double half = MAX_SECONDS / 2;
        run(plan, target, new Pace.Closed(0), half, traffic);
        Pace.Step step = new Pace.Step(OPEN_RATE, half);
        run(plan, target, new Pace.Open(List.of(step)), half, traffic);
      } else if (plan.pace() instanceof Pace.Closed(double perSecond) && perSecond > 0) {
        double half = MAX_SECONDS / 2;
        run(plan, target, new Pace.Closed(0), half, traffic);
        run(plan, target, new Pace.Closed(Math.max(perSecond, OPEN_RATE)), half, traffic);
      } else {
        run(plan, target, new Pace.Closed(0), MAX_SECONDS, traffic);
      }
    }
  }

  private static void run(LoadPlan plan, Target target, Pace pace, double seconds, Traffic traffic)
      throws IOException, InterruptedException {
    int outstanding = Math.min(plan.bounds().outstanding(), MAX_OUTSTANDING);
    Bounds bounds = new Bounds(seconds, MAX_REQUESTS, outstanding, TIMEOUT_NANOS);
    LoadPlan alike = new LoadPlan(target, pace, bounds, 1, plan.batch(), 0);
    LoadRun run = new LoadRun(alike, traffic, null, List.of(new WorkerTally(1)));
    run.start();
    run.awaitEnd(Long.MAX_VALUE);
  }
}
