package nomen.bench.results;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one benchmark came to.
 *
 * @param benchmark its class and method, with dots
 * @param params the values of its parameters, by name
 * @param unit of time, and of the error: {@code ns/op}, {@code us/op} or {@code ms/op}
 * @param time the mean of one operation
 * @param error half of JMH's interval of 99.9 %; NaN if there were too few iterations for one
 * @param octets allocated for one operation; NaN if nobody counted
 */
public record Score(
    String benchmark,
    Map<String, String> params,
    String unit,
    double time,
    double error,
    double octets) {

  /** Copies the parameters, in the order of their names. */
  public Score {
    params = Collections.unmodifiableMap(new TreeMap<>(params));
  }

  /** What makes it comparable with another: the benchmark, its parameters and the unit. */
  public String key() {
    return benchmark + params + unit;
  }

  /** The name of the class without its package. */
  public String className() {
    String owner = benchmark.substring(0, benchmark.lastIndexOf('.'));
    return owner.substring(owner.lastIndexOf('.') + 1);
  }

  /** The name of the method. */
  public String method() {
    return benchmark.substring(benchmark.lastIndexOf('.') + 1);
  }

  /**
   * Whether the intervals of two scores have nothing in common, so that the difference is hardly
   * chance. False if one has no interval.
   */
  public boolean isApartFrom(Score other) {
    return Math.abs(time - other.time) > error + other.error;
  }
}
