/** Conformance to RFC 3597. */
@NullMarked
package nomen.conformance.rfc3597;

import org.jspecify.annotations.NullMarked;
