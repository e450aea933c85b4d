package nomen.loadtest.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import nomen.loadtest.plan.Pace;
import nomen.loadtest.traffic.RequestKind;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What one worker counts. The worker writes; one other thread may take what came together since it
 * last did, at any time. Nothing here blocks, and nothing is allocated for a request (for the first
 * of a step, its counters are).
 *
 * <p>Every event of a request belongs to the step (a stretch of one rate, numbered from 0) in which
 * it was to be sent.
 */
public final class WorkerTally {
  /** Latencies above are counted as this. */
  public static final long MAX_LATENCY_NANOS = 60_000_000_000L;

  /** So many texts of faults are kept of each worker; the others are only counted. */
  public static final int MAX_FAULT_TEXTS = 20;

  /** A fault's text is cut after so many characters. */
  public static final int MAX_FAULT_CHARS = 500;

  /** Error numbers of Linux are below; others are counted as 0. */
  public static final int ERRNOS = 134;

  /** Latencies are kept to so many decimal digits, to one part in a thousand. */
  static final int LATENCY_DIGITS = 3;

  private static final int UNEXPECTED = 0;
  private static final int DISCONNECTED = 1;
  private static final int NEWEST_STEP = 2;
  private static final int FIRST_OF_KIND = 3;
  private static final int CHECKED = 0;
  private static final int FAULTY = 1;
  private static final int FIRST_ERRNO = 2;
  private static final int OF_KIND = FIRST_ERRNO + ERRNOS;

  private final int steps;
  private final AtomicReferenceArray<@Nullable StepTally> tallies;
  private final PaddedCells cells = new PaddedCells(FIRST_OF_KIND + RequestKind.COUNT * OF_KIND);
  private final AtomicReferenceArray<@Nullable String> faults =
      new AtomicReferenceArray<>(MAX_FAULT_TEXTS);
  private final Histogram scratch = LatencyDistribution.newHistogram();
  private volatile LongSupplier drops = () -> 0;
  private int faultTexts;
  private int newestStep;

  /**
   * Makes one.
   *
   * @param steps how many steps there are, 1 to {@link Pace#MAX_STEPS}
   */
  public WorkerTally(int steps) {
    if (steps < 1 || steps > Pace.MAX_STEPS) {
      throw new IllegalArgumentException(
          "a run has 1 to " + Pace.MAX_STEPS + " steps, and this one has " + steps);
    }
    this.steps = steps;
    this.tallies = new AtomicReferenceArray<>(steps * RequestKind.COUNT);
  }

  /** How many steps there are. */
  public int steps() {
    return steps;
  }

  /** A request has gone to the kernel. */
  public void sent(int step, RequestKind kind, int octets) {
    tally(step, kind).sent(octets);
  }

  /**
   * A request was to be sent and could not be, and is given up: the kernel refused it.
   *
   * @param errno the error number, or 0 if there is none
   */
  public void unsent(int step, RequestKind kind, int errno) {
    tally(step, kind).unsent();
    cells.add(cell(kind, FIRST_ERRNO) + (errno > 0 && errno < ERRNOS ? errno : 0), 1);
  }

  /**
   * An answer has come in time.
   *
   * @param latencyNanos from the time that the pace counts from
   */
  public void answered(
      int step, RequestKind kind, int rcode, boolean truncated, int octets, long latencyNanos) {
    if (step > newestStep) {
      newestStep = step;
      cells.set(NEWEST_STEP, step);
    }
    long nanos = Math.clamp(latencyNanos, 0, MAX_LATENCY_NANOS);
    tally(step, kind).answered(rcode, truncated, octets, nanos, step == newestStep);
  }

  /** No answer has come in time. */
  public void lost(int step, RequestKind kind) {
    tally(step, kind).lost();
  }

  /** Something has come that answers no outstanding request; perhaps one that counts as lost. */
  public void unexpected() {
    cells.add(UNEXPECTED, 1);
  }

  /**
   * An answer was checked.
   *
   * @param fault what is wrong with it, or null
   */
  public void checked(RequestKind kind, @Nullable String fault) {
    cells.add(cell(kind, CHECKED), 1);
    if (fault != null) {
      cells.add(cell(kind, FAULTY), 1);
      if (faultTexts < MAX_FAULT_TEXTS) {
        faults.set(faultTexts++, fault.substring(0, Math.min(fault.length(), MAX_FAULT_CHARS)));
      }
    }
  }

  /** A connection was closed by the other end, or could not be made. */
  public void disconnected() {
    cells.add(DISCONNECTED, 1);
  }

  /**
   * Takes the number of answers dropped on this machine from here. The worker itself has no part in
   * it: to ask costs a system call for each socket.
   *
   * @param total up to now; may be asked by any thread at any time
   */
  public void dropsFrom(LongSupplier total) {
    drops = total;
  }

  private StepTally tally(int step, RequestKind kind) {
    int index = step * RequestKind.COUNT + kind.index();
    StepTally tally = tallies.getPlain(index);
    if (tally == null) {
      tally = new StepTally();
      tallies.setRelease(index, tally);
    }
    return tally;
  }

  private static int cell(RequestKind kind, int offset) {
    return FIRST_OF_KIND + kind.index() * OF_KIND + offset;
  }

  /** What has been counted up to now. */
  public Counts counts(int step, RequestKind kind) {
    StepTally tally = tallies.getAcquire(step * RequestKind.COUNT + kind.index());
    return tally == null ? Counts.NONE : tally.counts();
  }

  /** The extremes up to now. */
  Extremes extremes(int step, RequestKind kind) {
    StepTally tally = tallies.getAcquire(step * RequestKind.COUNT + kind.index());
    return tally == null ? Extremes.NONE : tally.extremes();
  }

  /** Takes what came together since this was last called. */
  public Histogram takeLatencies(int step, RequestKind kind) {
    Histogram taken = LatencyDistribution.newHistogram();
    drainLatencies(step, kind, taken);
    return taken;
  }

  /** Takes what came together since it was last taken, and adds it. */
  void drainLatencies(int step, RequestKind kind, Histogram into) {
    StepTally tally = tallies.getAcquire(step * RequestKind.COUNT + kind.index());
    if (tally != null) {
      tally.drainLatencies(step < cells.get(NEWEST_STEP), scratch, into);
    }
  }

  /** Answers that no outstanding request asked for, up to now. */
  public long unexpectedAnswers() {
    return cells.get(UNEXPECTED);
  }

  /** Connections closed by the other end or not made, up to now. */
  public long disconnections() {
    return cells.get(DISCONNECTED);
  }

  /**
   * Answers dropped on this machine before this program could take them, up to now; asks for them.
   */
  public long droppedAnswers() {
    return drops.getAsLong();
  }

  /** Answers checked, up to now. */
  public long checkedAnswers(RequestKind kind) {
    return cells.get(cell(kind, CHECKED));
  }

  /** Answers found wrong, up to now. */
  public long faultyAnswers(RequestKind kind) {
    return cells.get(cell(kind, FAULTY));
  }

  /** Requests that the kernel refused with this error number, up to now. */
  public long unsentBecause(RequestKind kind, int errno) {
    return cells.get(cell(kind, FIRST_ERRNO) + errno);
  }

  /** What was wrong with the first answers found wrong, at most {@link #MAX_FAULT_TEXTS}. */
  public List<String> faultTexts() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < MAX_FAULT_TEXTS && faults.get(i) != null; i++) {
      texts.add(Objects.requireNonNull(faults.get(i)));
    }
    return List.copyOf(texts);
  }
}
