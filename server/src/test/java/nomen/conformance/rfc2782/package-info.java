/** Conformance to RFC 2782. */
@NullMarked
package nomen.conformance.rfc2782;

import org.jspecify.annotations.NullMarked;
