package nomen.loadtest.traffic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimeOrderTest {
  @Test
  void whatIsInOrderStays() {
    assertNull(TimeOrder.of(new long[] {}, 0));
    assertNull(TimeOrder.of(new long[] {7}, 1));
    assertNull(TimeOrder.of(new long[] {1, 1, 2, 9, 0}, 4));
  }

  @Test
  void equalTimesStayAsTheyStand() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 500; round++) {
      int count = random.nextInt(2, 70);
      long[] times = random.longs(count, 0, 20).toArray();
      times[count - 1] = -1;
      int[] expected =
          IntStream.range(0, count)
              .boxed()
              .sorted(Comparator.comparingLong(index -> times[index]))
              .mapToInt(index -> index)
              .toArray();
      assertArrayEquals(expected, TimeOrder.of(times, count));
    }
  }
}
