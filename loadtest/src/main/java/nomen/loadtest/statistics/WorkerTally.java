package nomen.loadtest.statistics;

import nomen.loadtest.traffic.RequestKind;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/**
 * What one worker counts. The worker writes; another thread may take what came together since it
 * last did, at any time. Nothing here blocks, and nothing is allocated for a request.
 *
 * <p>Every event of a request belongs to the step (a stretch of one rate, numbered from 0) in which
 * it was to be sent.
 */
public final class WorkerTally {
  /** Latencies above are counted as this. */
  public static final long MAX_LATENCY_NANOS = 60_000_000_000L;

  private static final int DIGITS = 3;

  private final SingleWriterRecorder[][] latencies;

  /**
   * Makes one.
   *
   * @param steps how many steps there are
   */
  public WorkerTally(int steps) {
    int kinds = RequestKind.COUNT;
    latencies = new SingleWriterRecorder[steps][kinds];
    for (SingleWriterRecorder[] ofStep : latencies) {
      for (int kind = 0; kind < kinds; kind++) {
        ofStep[kind] = new SingleWriterRecorder(1, MAX_LATENCY_NANOS, DIGITS);
      }
    }
  }

  /** A request has gone to the kernel. */
  public void sent(int step, RequestKind kind, int octets) {}

  /**
   * A request was to be sent and could not be, and is given up: the kernel refused it.
   *
   * @param errno the error number, or 0 if there is none
   */
  public void unsent(int step, RequestKind kind, int errno) {}

  /**
   * An answer has come in time.
   *
   * @param latencyNanos from the time that the pace counts from
   */
  public void answered(
      int step, RequestKind kind, int rcode, boolean truncated, int octets, long latencyNanos) {
    latencies[step][kind.index()].recordValue(Math.min(latencyNanos, MAX_LATENCY_NANOS));
  }

  /** No answer has come in time. */
  public void lost(int step, RequestKind kind) {}

  /** Something has come that answers no outstanding request; perhaps one that counts as lost. */
  public void unexpected() {}

  /**
   * An answer was checked.
   *
   * @param fault what is wrong with it, or null
   */
  public void checked(RequestKind kind, @Nullable String fault) {}

  /** A connection was closed by the other end, or could not be made. */
  public void disconnected() {}

  /** Takes what came together since this was last called. */
  public Histogram takeLatencies(int step, RequestKind kind) {
    return latencies[step][kind.index()].getIntervalHistogram();
  }
}
