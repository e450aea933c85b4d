package nomen.loadtest.socket;

/** What becomes of requests, told by an {@link Exchange} on the thread that it belongs to. */
public interface ExchangeEvents {
  /**
   * A request has gone to the kernel.
   *
   * @param nanos when, by {@link System#nanoTime}
   */
  void sent(int flight, long nanos);

  /**
   * The kernel refused a request, which is given up.
   *
   * @param errno the error number, or 0 if it is not known
   */
  void unsent(int flight, int errno);

  /**
   * A message has come.
   *
   * @param head its first four octets, as a number in network order: the ID above, the flags below
   * @param length its octets, 4 or more
   * @param nanos when it was taken from the kernel, by {@link System#nanoTime}
   */
  void received(int client, int head, int length, long nanos);

  /** Something has come that is too short to be told of. */
  void garbage(int client);

  /** A connection is gone, with all that was outstanding on it. */
  void disconnected(int client);

  /** A client can send again that could not. */
  void sendable(int client);
}
