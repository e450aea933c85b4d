/** Conformance to RFC 1995. */
@NullMarked
package nomen.conformance.rfc1995;

import org.jspecify.annotations.NullMarked;
