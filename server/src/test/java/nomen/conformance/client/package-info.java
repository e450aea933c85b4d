/** A client of raw octets that shares no code with the server under test. */
@NullMarked
package nomen.conformance.client;

import org.jspecify.annotations.NullMarked;
