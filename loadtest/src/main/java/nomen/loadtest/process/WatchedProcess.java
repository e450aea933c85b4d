package nomen.loadtest.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nomen.loadtest.process.ProcFile.Stat;

/** One process, and how far its counters were read. */
final class WatchedProcess {
  /** What counters grew by since they were read last. */
  record Growth(
      long userNanos, long systemNanos, long voluntarySwitches, long involuntarySwitches) {}

  /** The counters of a thread as last read, and its CPU time at the start. */
  private record ThreadState(
      long startNanos, long cpuNanos, long voluntarySwitches, long involuntarySwitches) {
    static final ThreadState NEW = new ThreadState(0, 0, 0, 0);
  }

  private final long pid;
  private final String name;
  private final long startTicks;
  private final boolean askedFor;
  private final Map<Long, ThreadState> threadStates = new HashMap<>();
  private boolean running = true;
  private long userNanos;
  private long systemNanos;
  private long rssOctets;
  private int threads;
  private long busiestNanos;
  private long busiestLatelyNanos;

  /**
   * One that has not been read.
   *
   * @param askedFor whether it is no descendant of another
   */
  WatchedProcess(long pid, Stat stat, boolean askedFor) {
    this.pid = pid;
    this.name = stat.name();
    this.startTicks = stat.startTicks();
    this.askedFor = askedFor;
  }

  /** Reads the counters; empty if the process has ended. */
  Optional<Growth> take(Path directory) {
    try {
      Stat stat = ProcFile.stat(directory);
      if (stat.zombie() || stat.startTicks() != startTicks) {
        running = false;
        return Optional.empty();
      }
      long rss = ProcFile.rssOctets(directory);
      long[] switches = takeThreads(directory.resolve("task"));
      Growth growth =
          new Growth(
              stat.userNanos() - userNanos,
              stat.systemNanos() - systemNanos,
              switches[0],
              switches[1]);
      userNanos = stat.userNanos();
      systemNanos = stat.systemNanos();
      rssOctets = rss;
      threads = stat.threads();
      return Optional.of(growth);
    } catch (IOException _) {
      running = false;
      return Optional.empty();
    }
  }

  /** Context switches are counted by thread: status of the process has its first one's only. */
  private long[] takeThreads(Path tasks) throws IOException {
    long voluntary = 0;
    long involuntary = 0;
    busiestLatelyNanos = 0;
    List<Long> numbers = ProcFile.numbers(tasks);
    for (long thread : numbers) {
      ThreadState before = threadStates.getOrDefault(thread, ThreadState.NEW);
      Path directory = tasks.resolve(Long.toString(thread));
      ThreadState now;
      try {
        Stat stat = ProcFile.stat(directory);
        List<String> status = ProcFile.lines(directory.resolve("status"));
        now =
            new ThreadState(
                before.startNanos,
                stat.userNanos() + stat.systemNanos(),
                Math.max(0, ProcFile.number(status, "voluntary_ctxt_switches")),
                Math.max(0, ProcFile.number(status, "nonvoluntary_ctxt_switches")));
      } catch (IOException _) {
        continue; // The thread ended since it was listed.
      }
      voluntary += now.voluntarySwitches - before.voluntarySwitches;
      involuntary += now.involuntarySwitches - before.involuntarySwitches;
      busiestLatelyNanos = Math.max(busiestLatelyNanos, now.cpuNanos - before.cpuNanos);
      busiestNanos = Math.max(busiestNanos, now.cpuNanos - now.startNanos);
      threadStates.put(thread, now);
    }
    threadStates.keySet().retainAll(numbers);
    return new long[] {voluntary, involuntary};
  }

  /** What threads used up to now does not count. */
  void startThreads() {
    threadStates.replaceAll(
        (_, state) ->
            new ThreadState(
                state.cpuNanos,
                state.cpuNanos,
                state.voluntarySwitches,
                state.involuntarySwitches));
    busiestNanos = 0;
  }

  long pid() {
    return pid;
  }

  String name() {
    return name;
  }

  boolean isAskedFor() {
    return askedFor;
  }

  boolean isRunning() {
    return running;
  }

  long rssOctets() {
    return rssOctets;
  }

  int threads() {
    return threads;
  }

  /** CPU of the thread that used most since the start. */
  long busiestNanos() {
    return busiestNanos;
  }

  /** CPU of the thread that used most between the last two readings. */
  long busiestLatelyNanos() {
    return busiestLatelyNanos;
  }
}
