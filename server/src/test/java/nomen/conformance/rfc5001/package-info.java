/** Conformance to RFC 5001. */
@NullMarked
package nomen.conformance.rfc5001;

import org.jspecify.annotations.NullMarked;
