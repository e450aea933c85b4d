package nomen.loadtest.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static nomen.linux.MessageLayout.HEADER_SIZE;
import static nomen.linux.MessageLayout.IOVEC_SIZE;
import static nomen.linux.MessageLayout.IOV_BASE;
import static nomen.linux.MessageLayout.IOV_LEN;
import static nomen.linux.MessageLayout.MSG_DONTWAIT;
import static nomen.linux.MessageLayout.MSG_IOV;
import static nomen.linux.MessageLayout.MSG_IOVLEN;
import static nomen.linux.MessageLayout.MSG_LEN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import nomen.linux.LinuxCalls;
import nomen.linux.MappedMemory;

/**
 * Where {@code recvmmsg} puts answers. Connected sockets need no names and no control messages.
 *
 * <pre>
 * mapping:  headers (struct mmsghdr, 64 octets each) | iovecs (16 each) | slots
 * </pre>
 *
 * <p>Slots hold any datagram. Their stride is no multiple of a page, or the first octets of all
 * slots, mostly the only ones used, would compete for the same sets of the processor's cache.
 *
 * <p>All answers of a call get one time of receipt, taken as the call returns. An answer may have
 * lain in the socket since the call before it on this socket: the worker's turn in between, in
 * which it handles one batch and sends another, bounds the error, and it makes latency longer,
 * never shorter.
 */
final class ReceiveSlots implements AutoCloseable {
  private static final int SLOT_OCTETS = 65_535;
  private static final int SLOT_STRIDE = 65_536 + 192;
  private static final int PAGE = 4096;
  private static final ValueLayout.OfInt NETWORK_INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final LinuxCalls calls;
  private final int capacity;
  private final MappedMemory mapping;
  private final MemorySegment memory;
  private final long slots;
  private long current;
  private int currentLength;

  ReceiveSlots(int capacity, LinuxCalls calls) {
    this.calls = calls;
    this.capacity = capacity;
    long vectors = (long) capacity * HEADER_SIZE;
    long laidOut = vectors + (long) capacity * IOVEC_SIZE;
    slots = (laidOut + PAGE - 1) / PAGE * PAGE;
    mapping = new MappedMemory(slots + (long) capacity * SLOT_STRIDE);
    memory = mapping.segment();
    for (int i = 0; i < capacity; i++) {
      long vector = vectors + (long) i * IOVEC_SIZE;
      memory.set(JAVA_LONG, vector + IOV_BASE, memory.address() + slot(i));
      memory.set(JAVA_LONG, vector + IOV_LEN, SLOT_OCTETS);
      long header = (long) i * HEADER_SIZE;
      memory.set(JAVA_LONG, header + MSG_IOV, memory.address() + vector);
      memory.set(JAVA_LONG, header + MSG_IOVLEN, 1);
    }
  }

  /**
   * Receives once.
   *
   * @return how many came, or a negated error number
   */
  int receive(int socket, int client, ExchangeEvents events) {
    int received = calls.recvmmsg(socket, memory.address(), capacity, MSG_DONTWAIT);
    if (received > 0) {
      long now = System.nanoTime();
      for (int i = 0; i < received; i++) {
        int length = memory.get(JAVA_INT, (long) i * HEADER_SIZE + MSG_LEN);
        if (length < Integer.BYTES) {
          events.garbage(client);
          continue;
        }
        current = slot(i);
        currentLength = length;
        events.received(client, memory.get(NETWORK_INT, current), length, now);
      }
    }
    return received;
  }

  void copyAnswer(byte[] into) {
    MemorySegment.copy(memory, JAVA_BYTE, current, into, 0, currentLength);
  }

  private long slot(int i) {
    return slots + (long) i * SLOT_STRIDE;
  }

  @Override
  public void close() {
    mapping.close();
  }
}
