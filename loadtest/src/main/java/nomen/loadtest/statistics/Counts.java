package nomen.loadtest.statistics;

import java.util.Arrays;

/** Requests of one kind, and what became of them, in a stretch of time or a step. Immutable. */
public final class Counts {
  /** Response codes counted apart: those with a name, 0 (NOERROR) to 23 (BADCOOKIE). */
  public static final int RCODES = 24;

  /** Nothing counted. */
  public static final Counts NONE = new Counts(new long[Cell.COUNT]);

  /**
   * Where each count stands. A request is sent before it is answered or lost, so {@link #SENT}
   * comes first, is written first, and is read last: a reader never sees more answers than
   * requests.
   */
  static final class Cell {
    static final int SENT = 0;
    static final int SENT_OCTETS = 1;
    static final int ANSWERED = 2;
    static final int ANSWER_OCTETS = 3;
    static final int LATENCY_NANOS = 4;
    static final int LOST = 5;
    static final int UNSENT = 6;
    static final int TRUNCATED = 7;
    static final int FIRST_RCODE = 8;
    static final int OTHER_RCODE = FIRST_RCODE + RCODES;
    static final int COUNT = OTHER_RCODE + 1;

    private Cell() {}

    static int ofRcode(int rcode) {
      return rcode >= 0 && rcode < RCODES ? FIRST_RCODE + rcode : OTHER_RCODE;
    }
  }

  private final long[] cells;

  /** Takes the array, which nobody may change any more. */
  Counts(long[] cells) {
    this.cells = cells;
  }

  /** What this and another count together. */
  public Counts plus(Counts other) {
    long[] sum = cells.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other.cells[i];
    }
    return new Counts(sum);
  }

  /** What was counted since an earlier state of the same counters. */
  public Counts minus(Counts earlier) {
    long[] difference = cells.clone();
    for (int i = 0; i < difference.length; i++) {
      difference[i] -= earlier.cells[i];
    }
    return new Counts(difference);
  }

  /** Requests that went to the kernel. */
  public long sent() {
    return cells[Cell.SENT];
  }

  /** Octets of DNS messages sent. */
  public long sentOctets() {
    return cells[Cell.SENT_OCTETS];
  }

  /** Requests answered in time. */
  public long answered() {
    return cells[Cell.ANSWERED];
  }

  /** Octets of DNS messages received in time. */
  public long answerOctets() {
    return cells[Cell.ANSWER_OCTETS];
  }

  /** The latencies of all answers, added. */
  public long latencyNanos() {
    return cells[Cell.LATENCY_NANOS];
  }

  /** Requests without an answer in time. */
  public long lost() {
    return cells[Cell.LOST];
  }

  /** Requests that the kernel refused. */
  public long unsent() {
    return cells[Cell.UNSENT];
  }

  /** Answers with the TC bit (RFC 1035 section 4.1.1). */
  public long truncated() {
    return cells[Cell.TRUNCATED];
  }

  /** Answers with this response code, 0 to {@link #RCODES} - 1. */
  public long rcode(int rcode) {
    return cells[Cell.FIRST_RCODE + rcode];
  }

  /** Answers with a response code of {@link #RCODES} or above. */
  public long otherRcodes() {
    return cells[Cell.OTHER_RCODE];
  }

  /** Requests sent whose fate is open: neither answered nor lost. */
  public long outstanding() {
    return sent() - answered() - lost();
  }

  /** Lost requests of those sent, 0 to 1; 0 where none was sent. */
  public double lossShare() {
    return share(lost(), sent());
  }

  /** Octets of a request on average, or 0 if there was none. */
  public double meanRequestOctets() {
    return share(sentOctets(), sent());
  }

  /** Octets of an answer on average, or 0 if there was none. */
  public double meanAnswerOctets() {
    return share(answerOctets(), answered());
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Counts counts && Arrays.equals(cells, counts.cells);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(cells);
  }

  @Override
  public String toString() {
    return "Counts" + Arrays.toString(cells);
  }
}
