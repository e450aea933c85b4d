/**
 * The control socket, through which commands talk to a running server.
 *
 * <p>It is a unix domain socket. A client connects, sends one request and reads until the end; both
 * sides send frames:
 *
 * <pre>
 *   0      1                          5
 *   +------+--------------------------+---------------------+
 *   | kind | length (4, big-endian)   | payload (length)    |
 *   +------+--------------------------+---------------------+
 *
 *   kind  sent by  payload
 *   'Q'   client   the request: words in UTF-8, each ended by a line feed; the first frame, and the
 *                  only one
 *   'O'   server   octets for standard output; any number of frames
 *   'E'   server   one line for standard error, in UTF-8; any number of frames
 *   'X'   server   the end: one octet, the exit code of the command
 * </pre>
 *
 * <p>What is too long, of another kind, or not there in time ends the connection. A reply that just
 * stops is none: only 'X' says that it is whole. Nothing here touches an event loop.
 */
package nomen.server.control;
