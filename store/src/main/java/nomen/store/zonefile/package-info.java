/** Master files (RFC 1035 section 5): reading, checking, loading and writing them. */
package nomen.store.zonefile;
