/**
 * Zones as they are published and edited: RFC 1034 section 4, RFC 2181, RFC 4592 and RFC 6672 as
 * far as one zone's data goes.
 */
package nomen.store.zone;
