/** Conformance to RFC 3596. */
@NullMarked
package nomen.conformance.rfc3596;

import org.jspecify.annotations.NullMarked;
