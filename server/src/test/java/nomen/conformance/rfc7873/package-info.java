/** Conformance to RFC 7873. */
@NullMarked
package nomen.conformance.rfc7873;

import org.jspecify.annotations.NullMarked;
