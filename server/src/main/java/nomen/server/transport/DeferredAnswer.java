package nomen.server.transport;

/**
 * The right to answer one request later, from any thread. It holds what it takes to send: the
 * client's address and the local one, or the connection.
 *
 * <p>Whoever holds one calls {@link #send} or {@link #drop} exactly once; the second call is an
 * error of the caller. A stream connection counts the request as outstanding until then.
 */
public interface DeferredAnswer {
  /**
   * Sends the answer. The octets are copied before this returns. If the client has gone or the
   * server is closing, the answer is dropped and counted.
   *
   * @param octets holds one DNS message
   * @param offset of its first octet
   * @param length 1 to 65,535 octets
   * @throws IllegalStateException if this was sent or dropped before
   */
  void send(byte[] octets, int offset, int length);

  /**
   * Ends the exchange without an answer.
   *
   * @throws IllegalStateException if this was sent or dropped before
   */
  void drop();
}
