/** Conformance to RFC 5936. */
@NullMarked
package nomen.conformance.rfc5936;

import org.jspecify.annotations.NullMarked;
