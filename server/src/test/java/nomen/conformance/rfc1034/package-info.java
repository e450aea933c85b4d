/** Conformance to RFC 1034. */
@NullMarked
package nomen.conformance.rfc1034;

import org.jspecify.annotations.NullMarked;
