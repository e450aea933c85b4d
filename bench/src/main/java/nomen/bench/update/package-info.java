/** What updates cost before they are written to the log. */
@NullMarked
package nomen.bench.update;

import org.jspecify.annotations.NullMarked;
