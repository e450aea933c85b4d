/** Conformance to RFC 7314. */
@NullMarked
package nomen.conformance.rfc7314;

import org.jspecify.annotations.NullMarked;
