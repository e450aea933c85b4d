package nomen.server.transfer.in;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SoaTimersTest {
  @Test
  void keepThemWithinBounds() {
    assertEquals(new SoaTimers(2_000, 1_000, 3_000), SoaTimers.ofSeconds(0, 0, 0));
    assertEquals(
        new SoaTimers(28L * 86_400_000, 14L * 86_400_000, 168L * 86_400_000),
        SoaTimers.ofSeconds(0xffff_ffffL, 0xffff_ffffL, 0xffff_ffffL));
    assertEquals(new SoaTimers(100_000, 10_000, 110_000), SoaTimers.ofSeconds(100, 10, 5));
  }
}
