package nomen.server.transport;

/**
 * Answers requests. Each event loop has its own and calls it from its own thread only, for
 * datagrams and streams alike, so it needs no lock.
 */
@FunctionalInterface
public interface RequestHandler {
  /** Nothing is sent for this request, now or later. */
  int NO_ANSWER = 0;

  /** The answer comes later, through the {@link DeferredAnswer} that the handler took. */
  int DEFERRED = -1;

  /**
   * Handles one request. It does not block, does no I/O and does not throw; a throwable that
   * escapes is counted and logged by the transport, and nothing is sent.
   *
   * @return the octets of the answer in {@link Exchange#response()}, 1 to 65,535, or {@link
   *     #NO_ANSWER} or {@link #DEFERRED}
   */
  int handle(Exchange exchange);
}
