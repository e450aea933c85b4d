/** Conformance to RFC 2181. */
@NullMarked
package nomen.conformance.rfc2181;

import org.jspecify.annotations.NullMarked;
