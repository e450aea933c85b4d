package nomen.store.zone;

import java.util.Arrays;

/**
 * How many names of a kind there are at each depth below the apex. A lookup looks for zone cuts,
 * DNAMEs and wildcards only where there can be one: in a flat zone that makes it a single search.
 */
final class DepthCounts {
  private int[] counts = new int[4];

  DepthCounts() {}

  /** Counts that were kept elsewhere, from depth 0 on. */
  DepthCounts(int[] known) {
    counts = known.clone();
  }

  /** The counts from depth 0 on, to the last that is not 0. */
  int[] toArray() {
    return Arrays.copyOf(counts, deepest() + 1);
  }

  DepthCounts copy() {
    DepthCounts copy = new DepthCounts();
    copy.counts = counts.clone();
    return copy;
  }

  void add(int depth, int change) {
    if (depth >= counts.length) {
      counts = Arrays.copyOf(counts, Math.max(depth + 1, 2 * counts.length));
    }
    counts[depth] += change;
  }

  boolean hasAny(int depth) {
    return depth < counts.length && counts[depth] > 0;
  }

  /** The greatest depth with any, or -1. */
  int deepest() {
    int depth = counts.length - 1;
    while (depth >= 0 && counts[depth] == 0) {
      depth--;
    }
    return depth;
  }
}
