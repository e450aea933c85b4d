/**
 * Zone transfers as they are received: what the messages of an answer to AXFR (RFC 5936) or IXFR
 * (RFC 1995) mean, without the sockets that they come from.
 */
package nomen.codec.transfer;
