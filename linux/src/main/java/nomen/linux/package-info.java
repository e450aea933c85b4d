/**
 * Datagram sockets of Linux through {@code java.lang.foreign}.
 *
 * <p>Every layout of a C structure and every constant of the kernel's interface that both ends of a
 * conversation need stands in this package, drawn in the class that owns it. What is one end's own
 * stays there.
 */
package nomen.linux;
