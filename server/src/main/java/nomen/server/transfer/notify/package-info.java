/**
 * The primary's side of following: NOTIFY to secondaries (RFC 1996), and what is known of how far
 * each of them has come.
 *
 * <p>All of it belongs to one event loop, {@code notify-0}: the writer and the threads that serve
 * transfers hand over what they have seen and go on.
 */
package nomen.server.transfer.notify;
