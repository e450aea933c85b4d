/** Zone transfers to others: AXFR (RFC 5936) and IXFR (RFC 1995). */
package nomen.server.transfer.out;
