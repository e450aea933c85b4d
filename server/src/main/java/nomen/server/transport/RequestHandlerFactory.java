package nomen.server.transport;

/** Makes the request handler of each event loop. */
@FunctionalInterface
public interface RequestHandlerFactory {
  /**
   * Makes the handler of one event loop; called once per loop, before any socket is open.
   *
   * @param loop the event loop, for answers that come later
   */
  RequestHandler create(LoopContext loop);
}
