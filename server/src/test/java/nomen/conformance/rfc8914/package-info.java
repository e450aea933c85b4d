/** Conformance to RFC 8914. */
@NullMarked
package nomen.conformance.rfc8914;

import org.jspecify.annotations.NullMarked;
