package nomen.loadtest.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nomen.loadtest.process.ProcFile.Stat;

/**
 * What some processes and their descendants use, as /proc tells it. Belongs to one thread.
 *
 * <p>Times come in ticks of 10 ms. Descendants are looked for at the start and with every {@value
 * #SAMPLES_BETWEEN_SEARCHES}th sample, as all of /proc is read for it; what one used before it was
 * found counts if it was started after the first sample.
 */
public final class ProcessFigures {
  /** Processes watched at most, descendants too; further ones are not found. */
  public static final int MAX_PROCESSES = 1_024;

  private static final int SAMPLES_BETWEEN_SEARCHES = 5;
  private static final int MAX_NOTES = 20;

  private final Path proc;
  private final String title;
  private final Map<Long, WatchedProcess> watched = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private long userNanos;
  private long systemNanos;
  private long voluntarySwitches;
  private long involuntarySwitches;
  private long lastNanos;
  private long firstNanos;
  private int samples;

  private ProcessFigures(Path proc, List<Long> pids) throws IOException {
    this.proc = proc;
    List<String> names = new ArrayList<>();
    for (long pid : pids) {
      Path directory = proc.resolve(Long.toString(pid));
      if (!Files.isDirectory(directory)) {
        throw new IOException("process " + pid + ": there is none on this machine");
      }
      Stat stat = ProcFile.stat(directory);
      if (stat.zombie()) {
        throw new IOException("process " + pid + ": it has ended");
      }
      names.add(stat.name() + " (" + pid + ")");
      watched.put(pid, new WatchedProcess(pid, stat, true));
    }
    this.title = String.join(", ", names);
  }

  /**
   * Looks at processes of this machine.
   *
   * @throws IOException if one of them is not there, or cannot be read; the message says which
   */
  public static ProcessFigures of(List<Long> pids) throws IOException {
    return below(Path.of("/proc"), pids);
  }

  /** Looks at this process. */
  public static ProcessFigures ofThisProcess() throws IOException {
    return of(List.of(ProcessHandle.current().pid()));
  }

  static ProcessFigures below(Path proc, List<Long> pids) throws IOException {
    return new ProcessFigures(proc, pids);
  }

  /** Names and numbers of the processes that were asked for: "named (4711)". */
  public String title() {
    return title;
  }

  /**
   * Starts to count.
   *
   * @param nowNanos of the clock that {@link #sample} goes by
   */
  public void start(long nowNanos) {
    search();
    take(nowNanos);
    userNanos = 0;
    systemNanos = 0;
    voluntarySwitches = 0;
    involuntarySwitches = 0;
    firstNanos = nowNanos;
    lastNanos = nowNanos;
    for (WatchedProcess process : watched.values()) {
      process.startThreads();
    }
  }

  /** What was used since {@link #start} or the last sample. */
  public Usage sample(long nowNanos) {
    if (++samples % SAMPLES_BETWEEN_SEARCHES == 0) {
      search();
    }
    long user = userNanos;
    long system = systemNanos;
    long voluntary = voluntarySwitches;
    long involuntary = involuntarySwitches;
    long nanos = nowNanos - lastNanos;
    take(nowNanos);
    Gauges gauges = gauges();
    return new Usage(
        nanos,
        userNanos - user,
        systemNanos - system,
        gauges.rssOctets,
        -1,
        voluntarySwitches - voluntary,
        involuntarySwitches - involuntary,
        gauges.threads,
        gauges.processes,
        gauges.busiestLately);
  }

  /**
   * What was used from {@link #start} to the last sample. Also reads the proportional memory: not
   * with each sample, as the kernel walks all pages of a process for it and holds up its mappings
   * meanwhile.
   */
  public Usage total() {
    Gauges gauges = gauges();
    long pss = 0;
    for (WatchedProcess process : watched.values()) {
      if (process.isRunning()) {
        long octets = ProcFile.pssOctets(directory(process.pid()));
        pss = octets < 0 || pss < 0 ? -1 : pss + octets;
      }
    }
    return new Usage(
        lastNanos - firstNanos,
        userNanos,
        systemNanos,
        gauges.rssOctets,
        gauges.processes == 0 ? -1 : pss,
        voluntarySwitches,
        involuntarySwitches,
        gauges.threads,
        gauges.processes,
        gauges.busiest);
  }

  /** What a reader must know: which processes ended meanwhile, and when. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** Sums over the processes that run. */
  private static final class Gauges {
    private long rssOctets;
    private int threads;
    private int processes;
    private long busiestLately;
    private long busiest;
  }

  private Gauges gauges() {
    Gauges gauges = new Gauges();
    for (WatchedProcess process : watched.values()) {
      gauges.busiest = Math.max(gauges.busiest, process.busiestNanos());
      if (process.isRunning()) {
        gauges.rssOctets += process.rssOctets();
        gauges.threads += process.threads();
        gauges.processes++;
        gauges.busiestLately = Math.max(gauges.busiestLately, process.busiestLatelyNanos());
      }
    }
    return gauges;
  }

  private Path directory(long pid) {
    return proc.resolve(Long.toString(pid));
  }

  private void take(long nowNanos) {
    for (WatchedProcess process : watched.values()) {
      if (process.isRunning()) {
        Optional<WatchedProcess.Growth> growth = process.take(directory(process.pid()));
        if (growth.isEmpty()) {
          noteEnd(process, nowNanos);
        } else {
          userNanos += growth.get().userNanos();
          systemNanos += growth.get().systemNanos();
          voluntarySwitches += growth.get().voluntarySwitches();
          involuntarySwitches += growth.get().involuntarySwitches();
        }
      }
    }
    lastNanos = nowNanos;
  }

  private void noteEnd(WatchedProcess process, long nowNanos) {
    if (notes.size() < MAX_NOTES) {
      long seconds = firstNanos == 0 ? 0 : Math.round((nowNanos - firstNanos) / 1e9);
      notes.add(
          (process.isAskedFor() ? "process " : "child process ")
              + process.pid()
              + " ("
              + process.name()
              + ") ended, seen "
              + seconds
              + " s after the start");
    }
  }

  /** Looks for descendants of the watched processes. */
  private void search() {
    Map<Long, Stat> all = new LinkedHashMap<>();
    try {
      for (long pid : ProcFile.numbers(proc)) {
        readIfThere(directory(pid)).ifPresent(stat -> all.put(pid, stat));
      }
    } catch (IOException _) {
      return; // Then none are found; those asked for are told of when they are read.
    }
    boolean found = true;
    while (found) {
      found = false;
      for (Map.Entry<Long, Stat> entry : all.entrySet()) {
        WatchedProcess parent = watched.get(entry.getValue().parent());
        if (parent != null
            && parent.isRunning()
            && watched.size() < MAX_PROCESSES
            && !entry.getValue().zombie()
            && !watched.containsKey(entry.getKey())) {
          watched.put(entry.getKey(), new WatchedProcess(entry.getKey(), entry.getValue(), false));
          found = true;
        }
      }
    }
  }

  private static Optional<Stat> readIfThere(Path directory) {
    try {
      return Optional.of(ProcFile.stat(directory));
    } catch (IOException _) {
      return Optional.empty(); // It ended since it was listed.
    }
  }
}
