package nomen.loadtest.plan;

/**
 * What ends a run and bounds what it holds.
 *
 * @param seconds of sending at most
 * @param requests to send at most, of all workers; {@link Long#MAX_VALUE} for no such limit
 * @param outstanding requests without an answer at most, of all workers, 1 to 65,535 times the
 *     clients
 * @param timeoutNanos after which a request counts as lost
 */
public record Bounds(double seconds, long requests, int outstanding, long timeoutNanos) {}
