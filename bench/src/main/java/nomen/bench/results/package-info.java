/** Results of benchmarks: run, kept, compared, rendered. */
@NullMarked
package nomen.bench.results;

import org.jspecify.annotations.NullMarked;
