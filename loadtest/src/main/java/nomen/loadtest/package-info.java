/** Command lines of the load generator. */
@NullMarked
package nomen.loadtest;

import org.jspecify.annotations.NullMarked;
