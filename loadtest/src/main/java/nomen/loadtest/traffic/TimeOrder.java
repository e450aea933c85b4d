package nomen.loadtest.traffic;

import org.jspecify.annotations.Nullable;

/** Puts times in order without an object for each: there are millions, and most are in order. */
final class TimeOrder {
  private TimeOrder() {}

  /**
   * The order of times, those that are equal as they stand.
   *
   * @param count how many of the times there are
   * @return where the earliest stands, then the next, and so on; null if they are in order
   */
  static int @Nullable [] of(long[] times, int count) {
    int sorted = 1;
    while (sorted < count && times[sorted] >= times[sorted - 1]) {
      sorted++;
    }
    if (sorted >= count) {
      return null;
    }
    int[] from = new int[count];
    for (int i = 0; i < count; i++) {
      from[i] = i;
    }
    int[] to = new int[count];
    for (int run = 1; run < count; run = 2 * run) {
      for (int start = 0; start < count; start += 2 * run) {
        merge(
            times, from, to, start, Math.min(start + run, count), Math.min(start + 2 * run, count));
      }
      int[] swapped = from;
      from = to;
      to = swapped;
    }
    return from;
  }

  private static void merge(long[] times, int[] from, int[] to, int start, int middle, int end) {
    int left = start;
    int right = middle;
    for (int at = start; at < end; at++) {
      boolean takeLeft = left < middle && (right >= end || times[from[left]] <= times[from[right]]);
      to[at] = takeLeft ? from[left++] : from[right++];
    }
  }
}
