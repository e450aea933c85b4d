/** Names: reading, comparing, compressing, beside netty-codec-dns and dnsjava. */
@NullMarked
package nomen.bench.name;

import org.jspecify.annotations.NullMarked;
