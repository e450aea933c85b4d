/** Signing messages and checking signatures, beside dnsjava. */
@NullMarked
package nomen.bench.tsig;

import org.jspecify.annotations.NullMarked;
