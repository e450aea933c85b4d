/** How long it takes until a zone that is received is served. */
@NullMarked
package nomen.bench.transfer;

import org.jspecify.annotations.NullMarked;
