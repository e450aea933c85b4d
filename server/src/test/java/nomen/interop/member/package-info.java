/** Servers of every kind that exchange zones: each a process with an address of its own. */
@NullMarked
package nomen.interop.member;

import org.jspecify.annotations.NullMarked;
