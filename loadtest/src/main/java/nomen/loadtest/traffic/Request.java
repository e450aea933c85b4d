package nomen.loadtest.traffic;

/** One request, reusable: a source writes it, the engine sends it. Belongs to one thread. */
public final class Request {
  /** No DNS message is longer (RFC 1035 section 4.2.2). */
  public static final int MAX_OCTETS = 65_535;

  /** Says that a request has no time of its own. */
  public static final long ANY_TIME = -1;

  private final byte[] octets = new byte[MAX_OCTETS];
  private int length;
  private RequestKind kind = RequestKind.QUERY;
  private long dueNanos = ANY_TIME;

  /** Makes an empty one. */
  public Request() {}

  /** Room for the message, which starts at index 0, in wire format. */
  public byte[] octets() {
    return octets;
  }

  /** Octets of the message, 12 or more. */
  public int length() {
    return length;
  }

  /** What it is counted as. */
  public RequestKind kind() {
    return kind;
  }

  /** When it is to be sent, in nanoseconds from the start of the run, or {@link #ANY_TIME}. */
  public long dueNanos() {
    return dueNanos;
  }

  /** Says what was written into {@link #octets()}. */
  public void set(int newLength, RequestKind newKind, long newDueNanos) {
    length = newLength;
    kind = newKind;
    dueNanos = newDueNanos;
  }
}
