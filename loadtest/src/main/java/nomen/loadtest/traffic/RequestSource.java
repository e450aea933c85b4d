package nomen.loadtest.traffic;

/** Gives one request after another. Belongs to one thread. */
public interface RequestSource {
  /**
   * Writes the next request. Allocates nothing where the request is a query without a signature.
   *
   * @param id the message ID, 0 to 65,535; it is written too, as a signature covers it (RFC 8945
   *     section 4.3.2)
   * @return whether there was one; if not, there will be none any more
   */
  boolean next(int id, Request into);
}
