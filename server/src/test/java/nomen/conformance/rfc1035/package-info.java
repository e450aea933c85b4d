/** Conformance to RFC 1035. */
@NullMarked
package nomen.conformance.rfc1035;

import org.jspecify.annotations.NullMarked;
