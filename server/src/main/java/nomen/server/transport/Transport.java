package nomen.server.transport;

/** How a request came in, and so how its answer goes out. */
public enum Transport {
  /** One message, one datagram (RFC 1035 section 4.2.1). */
  UDP,
  /** Messages with a two-octet length before each (RFC 1035 section 4.2.2, RFC 7766). */
  TCP
}
