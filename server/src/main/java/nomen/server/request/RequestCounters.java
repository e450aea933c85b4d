package nomen.server.request;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Counts the requests and responses of one event loop.
 *
 * <p>Only that loop's thread counts; any thread may read, and sees every count in the end. A count
 * costs an addition and a store: no lock, no atomic instruction. Readers add up the loops.
 */
// An event's position is only where its count stands in an array; it is never kept or shown.
@SuppressWarnings("EnumOrdinal")
public final class RequestCounters {
  /** RCODEs are counted one by one below this; the rest share one count. */
  public static final int RCODES = 24;

  /** QTYPEs are counted one by one below this; the rest share one count. */
  public static final int QTYPES = 260;

  private static final int OPCODES = 16;

  private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);

  private final long[] events = new long[RequestEvent.values().length];
  private final long[] rcodes = new long[RCODES + 1];
  private final long[] opcodes = new long[OPCODES];
  private final long[] qtypes = new long[QTYPES + 1];

  /** Counts nothing yet. */
  public RequestCounters() {}

  void count(RequestEvent event) {
    add(events, event.ordinal());
  }

  void countRcode(int rcode) {
    add(rcodes, Math.min(rcode, RCODES));
  }

  void countOpcode(int opcode) {
    add(opcodes, opcode);
  }

  void countQtype(int qtype) {
    add(qtypes, Math.min(qtype, QTYPES));
  }

  /** How often something happened. */
  public long events(RequestEvent event) {
    return (long) COUNT.getOpaque(events, event.ordinal());
  }

  /**
   * The responses with an RCODE, its upper bits from EDNS included.
   *
   * @param rcode 0 to {@link #RCODES}, which stands for all that are not below it
   */
  public long responses(int rcode) {
    return (long) COUNT.getOpaque(rcodes, rcode);
  }

  /** The requests with an opcode, 0 to 15. */
  public long opcodes(int opcode) {
    return (long) COUNT.getOpaque(opcodes, opcode);
  }

  /**
   * The queries for a QTYPE.
   *
   * @param qtype 0 to {@link #QTYPES}, which stands for all that are not below it
   */
  public long queries(int qtype) {
    return (long) COUNT.getOpaque(qtypes, qtype);
  }

  private static void add(long[] counts, int index) {
    // Only this thread writes, so a plain read is right; the opaque store is what others may read.
    COUNT.setOpaque(counts, index, counts[index] + 1);
  }
}
