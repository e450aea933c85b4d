package nomen.server.transport;

/**
 * One request and the room for its answer. An event loop has one per transport and uses it again
 * for every request, so nothing of it may be kept after {@link RequestHandler#handle} returns; an
 * answer that comes later takes a {@link #defer()}.
 *
 * <p>Not safe for use by several threads.
 */
public final class Exchange {
  /** Octets in the largest DNS message, and in both arrays. */
  public static final int MAX_MESSAGE_OCTETS = 65_535;

  /** What a transport does when the handler wants to answer later. */
  @FunctionalInterface
  public interface DeferralSource {
    /** Copies what is needed to answer the exchange's present request after this returns. */
    DeferredAnswer defer(Exchange exchange);

    /** Lets the exchange's present request be answered by several messages. */
    default AnswerStream stream(StreamLimits limits) {
      throw new IllegalStateException("an answer of several messages needs a stream");
    }
  }

  private final Transport transport;
  private final DeferralSource deferralSource;
  private final byte[] request = new byte[MAX_MESSAGE_OCTETS];
  private final byte[] response = new byte[MAX_MESSAGE_OCTETS];
  private final ClientAddress client = new ClientAddress();
  private int requestLength;
  private boolean requestTruncated;
  private long nowMillis;
  private long nowNanos;

  /**
   * Makes an empty one.
   *
   * @param transport how its requests come in
   * @param deferralSource what {@link #defer()} asks
   */
  public Exchange(Transport transport, DeferralSource deferralSource) {
    this.transport = transport;
    this.deferralSource = deferralSource;
  }

  /** The array that holds the request. */
  public byte[] request() {
    return request;
  }

  /** The offset of the request's first octet in {@link #request()}. */
  public int requestOffset() {
    return 0;
  }

  /** The octets of the request, 0 to 65,535. */
  public int requestLength() {
    return requestLength;
  }

  /** Whether the datagram was longer than the room for it, so that its end is missing. */
  public boolean requestTruncated() {
    return requestTruncated;
  }

  /** The array for the answer: 65,535 octets, written from offset 0. */
  public byte[] response() {
    return response;
  }

  /** Who asks. The transport sets it; it is good until the handler returns. */
  public ClientAddress client() {
    return client;
  }

  /** How the request came in. */
  public Transport transport() {
    return transport;
  }

  /** Wall-clock time in milliseconds since 1970, read once per batch. */
  public long nowMillis() {
    return nowMillis;
  }

  /** Monotonic time in nanoseconds since an arbitrary point, read once per batch. */
  public long nowNanos() {
    return nowNanos;
  }

  /**
   * Takes the right to answer this request later, from any thread. The handler then returns {@link
   * RequestHandler#DEFERRED}.
   */
  public DeferredAnswer defer() {
    return deferralSource.defer(this);
  }

  /**
   * Takes the right to answer this request by several messages, from a thread that may wait. The
   * handler then returns {@link RequestHandler#DEFERRED}.
   *
   * @throws IllegalStateException if the request came in a datagram
   */
  public AnswerStream stream(StreamLimits limits) {
    return deferralSource.stream(limits);
  }

  /** For the transport: says that {@link #request()} now holds this many octets from offset 0. */
  public void setRequest(int length, boolean truncated) {
    requestLength = length;
    requestTruncated = truncated;
  }

  /** For the transport: sets both times, once per batch. */
  public void setTime(long millis, long nanos) {
    nowMillis = millis;
    nowNanos = nanos;
  }
}
