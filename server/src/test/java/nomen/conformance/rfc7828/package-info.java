/** Conformance to RFC 7828. */
@NullMarked
package nomen.conformance.rfc7828;

import org.jspecify.annotations.NullMarked;
