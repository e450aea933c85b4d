package nomen.server.transfer.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** When serials were published. */
class PublishTimesTest {
  private final PublishTimes times = new PublishTimes();

  @Test
  void aSerialIsVisibleSinceItOrANewerOneWasPublished() {
    times.add(10, 1_000);
    times.add(13, 2_000);
    assertEquals(1_000, times.of(10));
    assertEquals(2_000, times.of(11));
    assertEquals(2_000, times.of(13));
    assertEquals(-1, times.of(14));
    assertEquals(2_000, times.after(10));
    assertEquals(2_000, times.after(12));
    assertEquals(-1, times.after(13));
    assertEquals(13, times.newest());
  }

  @Test
  void whatIsOlderThanAllCountsAsTheOldest() {
    times.add(10, 1_000);
    assertEquals(1_000, times.of(3));
    assertEquals(1_000, times.after(3));
  }

  @Test
  void serialsGoRoundInACircle() {
    times.add(-1, 1_000);
    times.add(0, 2_000);
    times.add(5, 3_000);
    assertEquals(1_000, times.of(-1));
    assertEquals(2_000, times.after(-1));
    assertEquals(3_000, times.of(3));
  }

  @Test
  void itHoldsTheLastOfMany() {
    int all = 3 * PublishTimes.MOST;
    for (int serial = 1; serial <= all; serial++) {
      times.add(serial, 10L * serial);
    }
    int oldest = all - PublishTimes.MOST + 1;
    assertEquals(10L * oldest, times.of(1));
    for (int serial = oldest; serial <= all; serial++) {
      assertEquals(10L * serial, times.of(serial));
    }
    assertEquals(all, times.newest());
  }

  @Test
  void aSerialThatIsSetBackMakesTheOthersVoid() {
    assertTrue(times.isEmpty());
    times.add(10, 1_000);
    times.add(3, 2_000);
    assertEquals(3, times.newest());
    assertEquals(2_000, times.of(3));
    assertEquals(-1, times.of(10));
  }
}
