/** Conformance to RFC 2308. */
@NullMarked
package nomen.conformance.rfc2308;

import org.jspecify.annotations.NullMarked;
