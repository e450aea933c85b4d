package nomen.loadtest.statistics;

import nomen.loadtest.statistics.Counts.Cell;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/**
 * What one worker counts for one kind of request in one step.
 *
 * <p>Answers that come while their step is the newest go to a flat histogram, which is fast and
 * takes some 440 KiB. Those that come later, when a newer step has been answered, go to a packed
 * one, which takes a few KiB. So when a newer step is there the flat one is complete: the reader
 * takes what is in it and lets it go, and a run of many steps holds the flat histograms of the
 * newest only.
 */
final class StepTally {
  private static final int MIN_LATENCY = Cell.COUNT;
  private static final int MAX_LATENCY = Cell.COUNT + 1;
  private static final int MIN_REQUEST = Cell.COUNT + 2;
  private static final int MAX_REQUEST = Cell.COUNT + 3;
  private static final int MIN_ANSWER = Cell.COUNT + 4;
  private static final int MAX_ANSWER = Cell.COUNT + 5;

  private final PaddedCells cells = new PaddedCells(Cell.COUNT + 6);
  private volatile @Nullable SingleWriterRecorder prompt;
  private volatile @Nullable SingleWriterRecorder late;

  StepTally() {
    cells.set(MIN_LATENCY, Long.MAX_VALUE);
    cells.set(MIN_REQUEST, Long.MAX_VALUE);
    cells.set(MIN_ANSWER, Long.MAX_VALUE);
  }

  void sent(int octets) {
    cells.add(Cell.SENT, 1);
    cells.add(Cell.SENT_OCTETS, octets);
    cells.lower(MIN_REQUEST, octets);
    cells.raise(MAX_REQUEST, octets);
  }

  void unsent() {
    cells.add(Cell.UNSENT, 1);
  }

  void lost() {
    cells.add(Cell.LOST, 1);
  }

  void answered(int rcode, boolean truncated, int octets, long nanos, boolean newest) {
    cells.add(Cell.ANSWERED, 1);
    cells.add(Cell.ANSWER_OCTETS, octets);
    cells.add(Cell.LATENCY_NANOS, nanos);
    cells.add(Cell.ofRcode(rcode), 1);
    if (truncated) {
      cells.add(Cell.TRUNCATED, 1);
    }
    cells.lower(MIN_LATENCY, nanos);
    cells.raise(MAX_LATENCY, nanos);
    cells.lower(MIN_ANSWER, octets);
    cells.raise(MAX_ANSWER, octets);
    (newest ? promptRecorder() : lateRecorder()).recordValue(nanos);
  }

  private SingleWriterRecorder promptRecorder() {
    SingleWriterRecorder recorder = prompt;
    if (recorder == null) {
      recorder =
          new SingleWriterRecorder(1, WorkerTally.MAX_LATENCY_NANOS, WorkerTally.LATENCY_DIGITS);
      prompt = recorder;
    }
    return recorder;
  }

  private SingleWriterRecorder lateRecorder() {
    SingleWriterRecorder recorder = late;
    if (recorder == null) {
      recorder = new SingleWriterRecorder(WorkerTally.LATENCY_DIGITS, true);
      late = recorder;
    }
    return recorder;
  }

  /** For the reader. */
  Counts counts() {
    long[] copy = new long[Cell.COUNT];
    for (int i = Cell.COUNT - 1; i >= 0; i--) {
      copy[i] = cells.get(i);
    }
    return new Counts(copy);
  }

  /** For the reader. */
  Extremes extremes() {
    return new Extremes(
        cells.get(MIN_LATENCY),
        cells.get(MAX_LATENCY),
        cells.get(MIN_REQUEST),
        cells.get(MAX_REQUEST),
        cells.get(MIN_ANSWER),
        cells.get(MAX_ANSWER));
  }

  /**
   * For the reader: takes the latencies since it last did.
   *
   * @param complete whether a newer step is there, so that no answer is prompt any more
   * @param scratch room to work in
   * @param into added to
   */
  void drainLatencies(boolean complete, Histogram scratch, Histogram into) {
    drain(prompt, scratch, into);
    if (complete) {
      prompt = null;
    }
    drain(late, scratch, into);
  }

  private static void drain(
      @Nullable SingleWriterRecorder from, Histogram scratch, Histogram into) {
    if (from != null) {
      from.getIntervalHistogramInto(scratch);
      into.add(scratch);
    }
  }
}
