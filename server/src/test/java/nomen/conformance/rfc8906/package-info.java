/** Conformance to RFC 8906. */
@NullMarked
package nomen.conformance.rfc8906;

import org.jspecify.annotations.NullMarked;
