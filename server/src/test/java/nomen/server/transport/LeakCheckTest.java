package nomen.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.netty.buffer.PooledByteBufAllocator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A check of leaks that finds none must be able to find one. */
class LeakCheckTest {
  private static final int MAX_TRIES = 50;

  @Test
  void findsABufferThatIsLost() {
    lose();
    List<String> lost = List.of();
    for (int i = 0; i < MAX_TRIES && lost.isEmpty(); i++) {
      lost = LeakCheck.lost();
    }
    assertFalse(lost.isEmpty());
    assertEquals(List.of(), LeakCheck.lost());
  }

  private static void lose() {
    PooledByteBufAllocator.DEFAULT.directBuffer(100).writeInt(1);
  }
}
