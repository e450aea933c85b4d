/** Conformance to RFC 9619. */
@NullMarked
package nomen.conformance.rfc9619;

import org.jspecify.annotations.NullMarked;
