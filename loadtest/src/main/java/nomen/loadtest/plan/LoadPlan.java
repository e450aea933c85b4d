package nomen.loadtest.plan;

/**
 * A whole run.
 *
 * @param target where to
 * @param pace when
 * @param bounds until when, and how many at once
 * @param threads workers, each with its share of the clients, 1 to {@link #MAX_THREADS}
 * @param batch datagrams in a system call at most, 1 to 1,024
 * @param checkEvery how many answers lie between two that are checked; 1 checks all, 0 none
 */
public record LoadPlan(
    Target target, Pace pace, Bounds bounds, int threads, int batch, int checkEvery) {
  /** The most workers. */
  public static final int MAX_THREADS = 256;
}
