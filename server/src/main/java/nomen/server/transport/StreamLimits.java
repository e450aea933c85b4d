package nomen.server.transport;

/**
 * How long a client may take over an answer of several messages.
 *
 * @param idleTimeoutMillis how long it may take no octet of those that wait for it
 * @param timeoutMillis how long all of it may last, from the request on
 */
public record StreamLimits(int idleTimeoutMillis, int timeoutMillis) {
  /** Checks the ranges. */
  public StreamLimits {
    if (idleTimeoutMillis < 1 || timeoutMillis < 1) {
      throw new IllegalArgumentException("a limit of time is at least 1 ms");
    }
  }
}
