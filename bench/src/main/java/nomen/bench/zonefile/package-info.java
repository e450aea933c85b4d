/** Reading master files, beside dnsjava. */
@NullMarked
package nomen.bench.zonefile;

import org.jspecify.annotations.NullMarked;
