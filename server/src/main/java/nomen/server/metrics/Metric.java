package nomen.server.metrics;

import java.util.List;

/**
 * One metric: its name, what it means, and how it is read.
 *
 * @param name as in the Prometheus text format, with the unit and, for a counter, without the final
 *     {@code _total}
 * @param kind what its numbers are
 * @param labels the names of its labels
 * @param help what it says, for the operator
 * @param reader reads it
 */
record Metric(String name, Kind kind, List<String> labels, String help, Reader reader) {
  /** What the numbers of a metric are. */
  enum Kind {
    /** They only grow, from 0 at the start. */
    COUNTER,
    /** They go up and down. */
    GAUGE,
    /** They say how many observations are in which range. */
    HISTOGRAM
  }

  /** Reads a metric. */
  @FunctionalInterface
  interface Reader {
    /** Gives all points of the metric that there are now. */
    void read(MetricSources sources, Points into);
  }

  /** Takes the points of a metric. */
  interface Points {
    /**
     * A number.
     *
     * @param labelValues one for each label
     */
    void add(double value, String... labelValues);

    /** As the other; above 2^53 the last digits are lost, as in all of Prometheus. */
    default void add(long value, String... labelValues) {
      add((double) value, labelValues);
    }

    /**
     * A histogram.
     *
     * @param upperBounds of the buckets, growing; the last one is infinite
     * @param counts of each bucket alone
     * @param sum of all observations
     */
    void addHistogram(List<Double> upperBounds, List<Long> counts, double sum);
  }

  /** The name under which a reader of the text format finds it. */
  String exposedName() {
    return kind == Kind.COUNTER ? name + "_total" : name;
  }
}
