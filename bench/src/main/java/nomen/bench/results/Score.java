package nomen.bench.results;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one benchmark came to.
 *
 * @param benchmark its class and method, with dots
 * @param params the values of its parameters, by name
 * @param unit of time, and of the error: {@code ns/op}, {@code us/op} or {@code ms/op}
 * @param time the mean of one operation
 * @param forks the mean of each fork: what one fork compiles well another may not; empty if nobody
 *     kept them
 * @param error half of JMH's interval of 99.9 %; NaN if there were too few iterations for one
 * @param octets allocated for one operation; NaN if nobody counted
 */
public record Score(
    String benchmark,
    Map<String, String> params,
    String unit,
    double time,
    double error,
    List<Double> forks,
    double octets) {

  /** Copies the collections, the parameters in the order of their names. */
  public Score {
    forks = List.copyOf(forks);
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

  /** Whether there were several forks, so that it is known how they differ. */
  public boolean hasSeveralForks() {
    return forks.size() > 1;
  }

  /** Whether it is known at all how far from the mean another run may lie. */
  public boolean hasSpread() {
    return hasSeveralForks() || !Double.isNaN(error);
  }

  /** The least that another run may come to: of the fastest fork, or of JMH's interval. */
  public double low() {
    double ofForks = hasSeveralForks() ? Collections.min(forks) : time;
    return Double.isNaN(error) ? ofForks : Math.min(ofForks, time - error);
  }

  /** The most that another run may come to: of the slowest fork, or of JMH's interval. */
  public double high() {
    double ofForks = hasSeveralForks() ? Collections.max(forks) : time;
    return Double.isNaN(error) ? ofForks : Math.max(ofForks, time + error);
  }

  /**
   * Whether what two scores may come to has nothing in common, so that the difference is hardly
   * chance. False if one has no spread.
   */
  public boolean isApartFrom(Score other) {
    return hasSpread() && other.hasSpread() && (low() > other.high() || high() < other.low());
  }
}
