/** The servers that the same tests can be aimed at. */
@NullMarked
package nomen.conformance.subject;

import org.jspecify.annotations.NullMarked;
