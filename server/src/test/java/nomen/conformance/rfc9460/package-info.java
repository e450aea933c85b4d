/** Conformance to RFC 9460. */
@NullMarked
package nomen.conformance.rfc9460;

import org.jspecify.annotations.NullMarked;
