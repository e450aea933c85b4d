/** Messages between octets and meaning, beside netty-codec-dns and dnsjava. */
@NullMarked
package nomen.bench.message;

import org.jspecify.annotations.NullMarked;
