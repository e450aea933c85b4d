/** Conformance to RFC 4035. */
@NullMarked
package nomen.conformance.rfc4035;

import org.jspecify.annotations.NullMarked;
