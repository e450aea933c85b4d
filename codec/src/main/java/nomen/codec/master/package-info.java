/**
 * Entries of master files: records, and what stands in directives (RFC 1035 section 5.1, RFC 2308
 * section 4, BIND's $GENERATE). Files are opened by whoever reads them.
 */
package nomen.codec.master;
