/** Conformance to RFC 8482. */
@NullMarked
package nomen.conformance.rfc8482;

import org.jspecify.annotations.NullMarked;
