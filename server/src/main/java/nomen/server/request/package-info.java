/**
 * Everything between a request's octets and its answer that does not depend on a zone's data: the
 * decision what a request is, limits, cookies, EDNS and the counters.
 */
@NullMarked
package nomen.server.request;

import org.jspecify.annotations.NullMarked;
