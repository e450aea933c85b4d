package nomen.loadtest.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.FutureTask;
import nomen.linux.TimeSlice;
import nomen.linux.UdpSocket;
import org.junit.jupiter.api.Test;

class TimeSliceTest {
  private static final long SLICE_NANOS = 200_000;

  @Test
  void aThreadHasTheSliceThatItAskedForAndOthersHaveTheirOwn() throws Exception {
    assumeTrue(UdpSocket.isAvailable(), "not Linux");
    long before = TimeSlice.current();
    assumeTrue(before > 0, "a kernel before 6.12 has no slices to ask for");
    FutureTask<Long> asking =
        new FutureTask<>(
            () -> {
              assertTrue(TimeSlice.askFor(SLICE_NANOS));
              return TimeSlice.current();
            });
    Thread.ofPlatform().start(asking);
    assertEquals(SLICE_NANOS, asking.get());
    assertEquals(before, TimeSlice.current());
    assertNotEquals(SLICE_NANOS, before);
  }
}
