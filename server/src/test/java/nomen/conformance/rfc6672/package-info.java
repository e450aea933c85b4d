/** Conformance to RFC 6672. */
@NullMarked
package nomen.conformance.rfc6672;

import org.jspecify.annotations.NullMarked;
