/**
 * Answers from local zones: RFC 1034 section 4.3.2 and what came to it later (RFC 2181, 2308, 4035,
 * 4592, 6672, 8482, 9471).
 */
@NullMarked
package nomen.server.authority;

import org.jspecify.annotations.NullMarked;
