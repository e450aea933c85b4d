package nomen.loadtest.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static nomen.linux.MessageLayout.HEADER_SIZE;
import static nomen.linux.MessageLayout.IOVEC_SIZE;
import static nomen.linux.MessageLayout.IOV_BASE;
import static nomen.linux.MessageLayout.IOV_LEN;
import static nomen.linux.MessageLayout.MSG_DONTWAIT;
import static nomen.linux.MessageLayout.MSG_IOV;
import static nomen.linux.MessageLayout.MSG_IOVLEN;

import java.lang.foreign.MemorySegment;
import nomen.linux.Errno;
import nomen.linux.LinuxCalls;
import nomen.linux.MappedMemory;

/**
 * Requests on their way into {@code sendmmsg}. Those of one client that follow each other go in one
 * call.
 *
 * <pre>
 * mapping:  headers (struct mmsghdr, 64 octets each) | iovecs (16 each) | messages, one behind the
 *           other, each at a multiple of 8
 * </pre>
 *
 * <p>A call that sends <i>n</i> requests takes some time, and the kernel hands them over one by
 * one. The time of sending that is told of each is its share of the way between the start and the
 * end of the call: for a call of one it is off by less than the call, for more by what the kernel's
 * time for each differs.
 */
final class SendSlots implements AutoCloseable {
  /** Room for a message that is asked about, on average; one long message always fits. */
  private static final int AVERAGE_OCTETS = 512;

  private static final int LONGEST_OCTETS = 65_536;

  private final LinuxCalls calls;
  private final int capacity;
  private final MappedMemory mapping;
  private final MemorySegment memory;
  private final long vectors;
  private final long messages;
  private final long end;
  private final int[] clients;
  private final int[] flights;
  private int first;
  private int filled;
  private long nextMessage;

  SendSlots(int capacity, LinuxCalls calls) {
    this.calls = calls;
    this.capacity = capacity;
    vectors = (long) capacity * HEADER_SIZE;
    messages = vectors + (long) capacity * IOVEC_SIZE;
    end = messages + (long) capacity * AVERAGE_OCTETS + LONGEST_OCTETS;
    mapping = new MappedMemory(end);
    memory = mapping.segment();
    clients = new int[capacity];
    flights = new int[capacity];
    for (int i = 0; i < capacity; i++) {
      long header = (long) i * HEADER_SIZE;
      memory.set(JAVA_LONG, header + MSG_IOV, memory.address() + vectors + (long) i * IOVEC_SIZE);
      memory.set(JAVA_LONG, header + MSG_IOVLEN, 1);
    }
    nextMessage = messages;
  }

  boolean stage(int client, int flight, byte[] octets, int length) {
    long after = nextMessage + length;
    if (filled == capacity || after > end) {
      return false;
    }
    MemorySegment.copy(octets, 0, memory, JAVA_BYTE, nextMessage, length);
    long vector = vectors + (long) filled * IOVEC_SIZE;
    memory.set(JAVA_LONG, vector + IOV_BASE, memory.address() + nextMessage);
    memory.set(JAVA_LONG, vector + IOV_LEN, length);
    clients[filled] = client;
    flights[filled] = flight;
    filled++;
    nextMessage = after + 7 & -8L;
    return true;
  }

  int staged() {
    return filled - first;
  }

  /** The client whose request is the first that has not gone. */
  int firstClient() {
    return clients[first];
  }

  /** Sends all, or up to the first that the kernel has no room for now. */
  void flush(int[] sockets, ExchangeEvents events) {
    while (first < filled) {
      int client = clients[first];
      int run = first + 1;
      while (run < filled && clients[run] == client) {
        run++;
      }
      long before = System.nanoTime();
      long headers = memory.address() + (long) first * HEADER_SIZE;
      int result = calls.sendmmsg(sockets[client], headers, run - first, MSG_DONTWAIT);
      if (result == -Errno.EAGAIN || result == -Errno.EINTR) {
        return;
      }
      if (result <= 0) {
        events.unsent(flights[first], -result);
        first++;
        continue;
      }
      long share = System.nanoTime() - before;
      for (int i = 0; i < result; i++) {
        events.sent(flights[first + i], before + share * (2L * i + 1) / (2L * result));
      }
      first += result;
    }
    clear();
  }

  void abandon(ExchangeEvents events) {
    while (first < filled) {
      events.unsent(flights[first], Errno.EAGAIN);
      first++;
    }
    clear();
  }

  private void clear() {
    first = 0;
    filled = 0;
    nextMessage = messages;
  }

  @Override
  public void close() {
    mapping.close();
  }
}
