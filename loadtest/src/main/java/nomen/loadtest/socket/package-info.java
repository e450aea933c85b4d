/** Sockets and connections as clients of a DNS server have them, for many messages a second. */
package nomen.loadtest.socket;
