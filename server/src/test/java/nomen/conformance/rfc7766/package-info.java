/** Conformance to RFC 7766. */
@NullMarked
package nomen.conformance.rfc7766;

import org.jspecify.annotations.NullMarked;
