/** Zones and query lists of any size, the same octets for the same seed. */
@NullMarked
package nomen.loadtest.workload;

import org.jspecify.annotations.NullMarked;
