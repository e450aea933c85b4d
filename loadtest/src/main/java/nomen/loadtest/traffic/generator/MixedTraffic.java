package nomen.loadtest.traffic.generator;

import java.util.List;
import java.util.SplittableRandom;
import nomen.loadtest.traffic.Request;
import nomen.loadtest.traffic.RequestSource;
import nomen.loadtest.traffic.Traffic;

/**
 * Several sorts of traffic at once, each with its share of the requests. It ends with the first of
 * them that ends. Immutable.
 */
public final class MixedTraffic implements Traffic {
  /** The most parts. */
  public static final int MAX_PARTS = 100;

  /** Makes the choice of a part differ from what the parts draw from the same seed. */
  private static final long SALT = 0x6d69786564L;

  private final List<Part> parts;
  private final long seed;
  private final double[] ends;

  /**
   * One sort of traffic.
   *
   * @param weight in proportion to those of the other parts; 0 or more
   */
  public record Part(Traffic traffic, double weight) {}

  /**
   * Mixes.
   *
   * @throws IllegalArgumentException if a weight is negative, or all are 0, or there are too many
   */
  public MixedTraffic(List<Part> parts, long seed) {
    if (parts.isEmpty() || parts.size() > MAX_PARTS) {
      throw new IllegalArgumentException(
          "mix: " + parts.size() + " parts are not in 1.." + MAX_PARTS);
    }
    this.parts = parts.stream().filter(part -> part.weight != 0).toList();
    this.seed = seed;
    double total = 0;
    for (Part part : parts) {
      if (!(part.weight >= 0 && part.weight < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("mix: share " + part.weight + " is not 0 or more");
      }
      total += part.weight;
    }
    if (total == 0) {
      throw new IllegalArgumentException("mix: all shares are 0");
    }
    ends = new double[this.parts.size()];
    double sum = 0;
    for (int i = 0; i < ends.length; i++) {
      sum += this.parts.get(i).weight;
      ends[i] = sum / total;
    }
  }

  @Override
  public String description() {
    double previous = 0;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ends.length; i++) {
      text.append(i == 0 ? "" : ", ");
      text.append("%.1f %% ".formatted(100 * (ends[i] - previous)));
      text.append(parts.get(i).traffic.description());
      previous = ends[i];
    }
    return text.toString();
  }

  @Override
  public RequestSource open(int worker, int workers) {
    RequestSource[] sources =
        parts.stream()
            .map(part -> part.traffic.open(worker, workers))
            .toArray(RequestSource[]::new);
    return new Source(sources, Randoms.of(seed ^ SALT, worker));
  }

  private final class Source implements RequestSource {
    private final RequestSource[] sources;
    private final SplittableRandom random;
    private boolean ended;

    Source(RequestSource[] sources, SplittableRandom random) {
      this.sources = sources;
      this.random = random;
    }

    @Override
    public boolean next(int id, Request into) {
      if (ended) {
        return false;
      }
      double lot = random.nextDouble();
      int part = 0;
      while (part < ends.length - 1 && lot >= ends[part]) {
        part++;
      }
      ended = !sources[part].next(id, into);
      return !ended;
    }
  }
}
