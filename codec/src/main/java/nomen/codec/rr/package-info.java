/**
 * Resource records: types, classes, TTLs, and rdata in wire, canonical and presentation format, all
 * from the one table of {@link nomen.codec.rr.RRTypes}.
 */
package nomen.codec.rr;
