/** Tests beside NSD, Knot and BIND on real data; run by the profile {@code interop}. */
@NullMarked
package nomen.interop;

import org.jspecify.annotations.NullMarked;
