/** Conformance to RFC 4343. */
@NullMarked
package nomen.conformance.rfc4343;

import org.jspecify.annotations.NullMarked;
