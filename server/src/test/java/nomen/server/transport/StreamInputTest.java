package nomen.server.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** RFC 1035 section 4.2.2: messages after their two-octet lengths. */
@ExtendWith(LeakCheck.class)
class StreamInputTest {
  private static final long SEED = 20_260_101;

  private final UnpooledByteBufAllocator allocator = UnpooledByteBufAllocator.DEFAULT;
  private final StreamInput input = new StreamInput();
  private final byte[] message = new byte[Exchange.MAX_MESSAGE_OCTETS];

  @Test
  void anyMessagesInAnyPiecesComeOutWhole() {
    Random random = new Random(SEED);
    for (int round = 0; round < 200; round++) {
      List<byte[]> messages = new ArrayList<>();
      ByteBuf stream = allocator.heapBuffer();
      for (int i = random.nextInt(6); i >= 0; i--) {
        int limit = random.nextInt(10) == 0 ? Exchange.MAX_MESSAGE_OCTETS + 1 : 40;
        byte[] octets = new byte[random.nextInt(limit)];
        random.nextBytes(octets);
        messages.add(octets);
        stream.writeShort(octets.length).writeBytes(octets);
      }
      List<byte[]> taken = new ArrayList<>();
      while (stream.isReadable()) {
        int piece = 1 + random.nextInt(Math.min(stream.readableBytes(), 3_000));
        input.add(allocator.heapBuffer(piece).writeBytes(stream, piece));
        takeAll(taken);
        input.compact(allocator);
      }
      stream.release();
      assertEquals(messages.size(), taken.size());
      for (int i = 0; i < messages.size(); i++) {
        assertArrayEquals(messages.get(i), taken.get(i));
      }
      assertFalse(input.hasPartOfMessage());
    }
    input.release();
  }

  private void takeAll(List<byte[]> into) {
    while (true) {
      boolean expected = input.hasMessage();
      int length = input.next(message);
      assertEquals(expected, length != StreamInput.INCOMPLETE);
      if (!expected) {
        return;
      }
      into.add(Arrays.copyOf(message, length));
    }
  }

  @Test
  void anAnnouncedLengthTakesNoMemory() {
    ByteBuf read = allocator.heapBuffer(16_384);
    read.writeShort(65_535).writeByte(1);
    input.add(read);
    assertEquals(StreamInput.INCOMPLETE, input.next(message));
    assertTrue(input.hasPartOfMessage());
    input.compact(allocator);
    assertEquals(0, read.refCnt(), "the read buffer is given back");
    input.release();
    assertFalse(input.hasPartOfMessage());
  }
}
