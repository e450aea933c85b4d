package nomen.server.transport;

/** Makes the request handler of each event loop. */
@FunctionalInterface
public interface RequestHandlerFactory {
  /**
   * Makes the handler of one event loop; called once per loop, before any socket is open.
   *
   * @param loopIndex 0 for {@code dns-io-0}, and so on
   */
  RequestHandler create(int loopIndex);
}
