/** What it costs to make changes durable. */
@NullMarked
package nomen.bench.log;

import org.jspecify.annotations.NullMarked;
