/** Conformance to RFC 4592. */
@NullMarked
package nomen.conformance.rfc4592;

import org.jspecify.annotations.NullMarked;
