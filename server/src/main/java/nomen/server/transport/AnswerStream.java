package nomen.server.transport;

import java.io.IOException;

/**
 * The right to answer one request by several messages, in order, from one thread that may wait: not
 * an event loop. Until {@link #end} or {@link #close} the connection counts the request as
 * outstanding; it goes on to answer others in between.
 *
 * <p>It must be closed. Closed before it was ended, what the client got is no whole answer, and the
 * connection is closed with it.
 */
public interface AnswerStream extends AutoCloseable {
  /**
   * Sends a message behind the others. The octets are copied before this returns. It may be held
   * back for those that follow, and waits while the client has too much to take.
   *
   * @param octets holds one DNS message
   * @param offset of its first octet
   * @param length 1 to 65,535 octets
   * @throws IOException if the client has gone, broke a limit of time, or the server is closing
   */
  void send(byte[] octets, int offset, int length) throws IOException;

  /**
   * Says that the last message was sent, and waits until the client's connection has taken all.
   *
   * @throws IOException as {@link #send}
   */
  void end() throws IOException;

  /** Gives up what is not sent, if this was not ended before. */
  @Override
  void close();
}
