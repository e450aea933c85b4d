package nomen.loadtest.statistics;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * The latencies of some answers, to one part in a thousand. Immutable; a few KiB, as it is kept in
 * the packed form of HdrHistogram.
 */
public final class LatencyDistribution {
  /** The percentiles that reports show, of 100. */
  public static final List<Double> REPORTED_PERCENTILES =
      List.of(50.0, 75.0, 90.0, 95.0, 99.0, 99.9, 99.99);

  /** No answers. */
  public static final LatencyDistribution NONE = new LatencyDistribution(newHistogram());

  /**
   * Answers of about the same latency.
   *
   * @param fromNanos the lowest latency, included
   * @param toNanos the highest latency, included
   * @param answers how many
   */
  public record Bucket(long fromNanos, long toNanos, long answers) {}

  private final byte[] packed;
  private final long answers;
  private final long minNanos;
  private final long maxNanos;
  private final double meanNanos;
  private final double deviationNanos;
  private final double[] reported;

  /** Copies what a histogram holds now. */
  LatencyDistribution(AbstractHistogram latencies) {
    this(latencies, Long.MAX_VALUE);
  }

  /**
   * Copies what a histogram holds now.
   *
   * @param longestNanos the longest latency, where it is known exactly; the histogram has the end
   *     of its bucket, which may be above
   */
  LatencyDistribution(AbstractHistogram latencies, long longestNanos) {
    ByteBuffer buffer = ByteBuffer.allocate(latencies.getNeededByteBufferCapacity());
    int length = latencies.encodeIntoByteBuffer(buffer);
    packed = Arrays.copyOf(buffer.array(), length);
    answers = latencies.getTotalCount();
    minNanos = answers == 0 ? 0 : latencies.getMinValue();
    maxNanos = answers == 0 ? 0 : Math.min(longestNanos, latencies.getMaxValue());
    meanNanos = answers == 0 ? 0 : latencies.getMean();
    deviationNanos = answers == 0 ? 0 : latencies.getStdDeviation();
    reported = new double[REPORTED_PERCENTILES.size()];
    for (int i = 0; i < reported.length; i++) {
      long value = latencies.getValueAtPercentile(REPORTED_PERCENTILES.get(i));
      reported[i] = answers == 0 ? 0 : Math.min(longestNanos, value);
    }
  }

  static Histogram newHistogram() {
    return new Histogram(1, WorkerTally.MAX_LATENCY_NANOS, WorkerTally.LATENCY_DIGITS);
  }

  /** What this and another hold together. */
  public LatencyDistribution plus(LatencyDistribution other) {
    if (other.answers == 0) {
      return this;
    }
    Histogram sum = unpack();
    sum.add(other.unpack());
    return new LatencyDistribution(sum);
  }

  private Histogram unpack() {
    return Histogram.decodeFromByteBuffer(ByteBuffer.wrap(packed), 1);
  }

  /** How many answers. */
  public long answers() {
    return answers;
  }

  /** The lowest, or 0 if there is no answer. */
  public long minNanos() {
    return minNanos;
  }

  /** The highest, or 0 if there is no answer. */
  public long maxNanos() {
    return maxNanos;
  }

  /** The mean, or 0 if there is no answer. */
  public double meanNanos() {
    return meanNanos;
  }

  /** The standard deviation of the whole population, or 0 if there is no answer. */
  public double deviationNanos() {
    return deviationNanos;
  }

  /**
   * The latency that so many percent of the answers did not exceed, or 0 if there is no answer.
   *
   * @param percent 0 to 100
   */
  public long percentileNanos(double percent) {
    int known = REPORTED_PERCENTILES.indexOf(percent);
    if (known >= 0) {
      return (long) reported[known];
    }
    return answers == 0 ? 0 : Math.min(maxNanos, unpack().getValueAtPercentile(percent));
  }

  /** The answers by latency, lowest first, without empty buckets. */
  public List<Bucket> buckets() {
    List<Bucket> buckets = new ArrayList<>();
    Histogram latencies = unpack();
    for (HistogramIterationValue value : latencies.recordedValues()) {
      buckets.add(
          new Bucket(
              latencies.lowestEquivalentValue(value.getValueIteratedTo()),
              latencies.highestEquivalentValue(value.getValueIteratedTo()),
              value.getCountAtValueIteratedTo()));
    }
    return buckets;
  }
}
