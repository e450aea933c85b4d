/** Conformance to RFC 9660. */
@NullMarked
package nomen.conformance.rfc9660;

import org.jspecify.annotations.NullMarked;
