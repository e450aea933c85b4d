/** Conformance to RFC 3425. */
@NullMarked
package nomen.conformance.rfc3425;

import org.jspecify.annotations.NullMarked;
