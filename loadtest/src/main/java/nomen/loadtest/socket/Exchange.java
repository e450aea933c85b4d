package nomen.loadtest.socket;

/**
 * The clients of one worker: sockets or connections, each with a number from 0. Requests are staged
 * one by one and sent together; answers are told one by one after they came together. Nothing
 * blocks but {@link #await}, and nothing is allocated for a message. But for {@link #dropped} it
 * belongs to one thread.
 */
public interface Exchange extends AutoCloseable {
  /** How many clients there are. */
  int clients();

  /**
   * Whether a client can take a request now. If not, {@link ExchangeEvents#sendable} tells when.
   */
  boolean canSend(int client);

  /**
   * Copies a request, to be sent by the next {@link #flush}.
   *
   * @param flight what {@link ExchangeEvents} tells of it
   * @return whether there was room; there is some after a flush that left nothing staged
   */
  boolean stage(int client, int flight, byte[] octets, int length);

  /** How many requests are staged and neither sent nor given up. */
  int staged();

  /** Sends what is staged, as far as the kernel takes it now. */
  void flush(ExchangeEvents events);

  /** Gives up what is staged, and tells each as unsent. */
  void abandon(ExchangeEvents events);

  /**
   * Receives what has come, or a part of it.
   *
   * @return whether anything was there
   */
  boolean receive(ExchangeEvents events);

  /**
   * Waits until there is something to receive, what is staged can be sent, or a time is over.
   *
   * @param nanos how long at most
   */
  void await(long nanos);

  /**
   * Copies the answer that {@link ExchangeEvents#received} is being told of; to be called from
   * there only.
   */
  void copyAnswer(byte[] into);

  /**
   * How many answers were dropped on this machine because a receive buffer was full, as far as the
   * system tells; after {@link #close}, up to then. May be asked by any thread; costs a system call
   * for each client.
   */
  long dropped();

  /** Closes all sockets; twice does nothing. */
  @Override
  void close();
}
