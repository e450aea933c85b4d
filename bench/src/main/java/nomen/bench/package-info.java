/** Benchmarks, and the bare loops that show what the machine itself costs. */
@NullMarked
package nomen.bench;

import org.jspecify.annotations.NullMarked;
