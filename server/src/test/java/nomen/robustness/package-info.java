/** Broken messages, known and drawn, while good queries keep being answered. */
@NullMarked
package nomen.robustness;

import org.jspecify.annotations.NullMarked;
