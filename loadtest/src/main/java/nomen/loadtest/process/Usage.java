package nomen.loadtest.process;

/**
 * What some processes together used in a stretch of time.
 *
 * @param nanos how long
 * @param userNanos of CPU in user space
 * @param systemNanos of CPU in the kernel, on behalf of the processes
 * @param rssOctets resident memory at the end; pages that processes share count for each
 * @param pssOctets proportional memory at the end, in which a shared page counts once, or -1 where
 *     that was not read
 * @param voluntarySwitches of context, as a thread waited
 * @param involuntarySwitches of context, as a thread was put aside
 * @param threads at the end
 * @param processes at the end
 * @param busiestThreadNanos CPU of the thread that used most
 */
public record Usage(
    long nanos,
    long userNanos,
    long systemNanos,
    long rssOctets,
    long pssOctets,
    long voluntarySwitches,
    long involuntarySwitches,
    int threads,
    int processes,
    long busiestThreadNanos) {
  /** User and system together. */
  public long cpuNanos() {
    return userNanos + systemNanos;
  }

  /** Processors kept busy on average: 1 for one. */
  public double busyProcessors() {
    return nanos == 0 ? 0 : (double) cpuNanos() / nanos;
  }

  /** Share of the time that the busiest thread ran, 0 to 1. */
  public double busiestThreadShare() {
    return nanos == 0 ? 0 : Math.min(1, (double) busiestThreadNanos / nanos);
  }

  /** This and the stretch that follows it. The busiest thread may be another in each. */
  public Usage then(Usage next) {
    return new Usage(
        nanos + next.nanos,
        userNanos + next.userNanos,
        systemNanos + next.systemNanos,
        next.rssOctets,
        next.pssOctets,
        voluntarySwitches + next.voluntarySwitches,
        involuntarySwitches + next.involuntarySwitches,
        next.threads,
        next.processes,
        busiestThreadNanos + next.busiestThreadNanos);
  }
}
