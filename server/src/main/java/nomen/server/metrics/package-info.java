/**
 * Figures for monitoring. Every metric is one row of {@link nomen.server.metrics.MetricTable};
 * {@code docs/metrics.md} is made of the same rows.
 *
 * <p>Reading them disturbs nobody: counters are read where the event loops and the writer keep
 * them, without a lock, on the reader's thread.
 */
package nomen.server.metrics;
