/** Conformance to RFC 8945. */
@NullMarked
package nomen.conformance.rfc8945;

import org.jspecify.annotations.NullMarked;
