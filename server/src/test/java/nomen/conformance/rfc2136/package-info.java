/** Tests of RFC 2136, dynamic updates, by section. */
@NullMarked
package nomen.conformance.rfc2136;

import org.jspecify.annotations.NullMarked;
