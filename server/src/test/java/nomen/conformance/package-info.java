/** Tests over real sockets, laid out like the RFCs, against any of four servers. */
@NullMarked
package nomen.conformance;

import org.jspecify.annotations.NullMarked;
