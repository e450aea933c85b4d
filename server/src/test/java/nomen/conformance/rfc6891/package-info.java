/** Conformance to RFC 6891. */
@NullMarked
package nomen.conformance.rfc6891;

import org.jspecify.annotations.NullMarked;
