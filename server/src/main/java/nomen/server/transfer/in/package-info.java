/** Zones that come from primaries: what is received becomes what is served. */
package nomen.server.transfer.in;
