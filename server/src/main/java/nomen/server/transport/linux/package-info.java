/**
 * Datagram sockets of Linux, many messages a system call, through {@code java.lang.foreign}.
 *
 * <p>Every layout of a C structure and every constant of the kernel's interface that the server
 * needs stands in this package, drawn in the class that owns it.
 */
package nomen.server.transport.linux;
