/**
 * Octets in, octets out: datagrams and streams, without a thought for what a DNS message says.
 *
 * <p>{@link nomen.server.transport.DnsListeners} opens the sockets; each event loop hands every
 * request to its own {@link nomen.server.transport.RequestHandler} in its own {@link
 * nomen.server.transport.Exchange}.
 */
package nomen.server.transport;
