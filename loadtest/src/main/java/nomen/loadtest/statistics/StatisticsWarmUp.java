package nomen.loadtest.statistics;

import java.util.List;
import java.util.Random;
import nomen.loadtest.plan.LoadPlan;
import nomen.loadtest.plan.Pace;
import nomen.loadtest.process.ProcessFigures;
import nomen.loadtest.traffic.RequestKind;
import org.jspecify.annotations.Nullable;

/**
 * Looks again and again at a worker that does not exist, so that the JVM has compiled what the
 * looks of a run need. The first ones take tens of milliseconds: on a processor that the worker
 * also needs, they and their compilation would be in the latencies of the first seconds.
 */
public final class StatisticsWarmUp {
  /** It takes no longer than this and one more look. */
  public static final long MAX_NANOS = 400_000_000;

  /** It looks no more often than this. */
  private static final int MAX_LOOKS = 40;

  private static final int ANSWERS = 2_000;
  private static final int SHORTEST_NANOS = 20_000;
  private static final int LONGEST_NANOS = 5_000_000;

  private StatisticsWarmUp() {}

  /**
   * Does it.
   *
   * @param plan the plan of the run, of which only the target and the bounds are taken
   * @param generator this process, for these looks alone; or null
   */
  public static void run(LoadPlan plan, @Nullable ProcessFigures generator) {
    LoadPlan alike =
        new LoadPlan(plan.target(), new Pace.Closed(0), plan.bounds(), 1, plan.batch(), 0);
    WorkerTally worker = new WorkerTally(1);
    RunStatistics statistics = new RunStatistics(alike, List.of(worker), null, generator);
    Random random = new Random(0);
    long start = System.nanoTime();
    statistics.start(start);
    for (int i = 0; i < MAX_LOOKS && System.nanoTime() - start < MAX_NANOS; i++) {
      for (int answer = 0; answer < ANSWERS; answer++) {
        RequestKind kind = (answer & 15) == 0 ? RequestKind.UPDATE : RequestKind.QUERY;
        worker.sent(0, kind, 40);
        worker.answered(
            0, kind, answer & 3, false, 60, random.nextInt(SHORTEST_NANOS, LONGEST_NANOS));
      }
      statistics.look(System.nanoTime());
    }
  }
}
