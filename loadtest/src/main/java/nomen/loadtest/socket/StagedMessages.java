package nomen.loadtest.socket;

import java.nio.ByteBuffer;

/**
 * Requests in a direct buffer, one behind the other, each with its client and flight. Belongs to
 * one thread.
 */
final class StagedMessages {
  /** Room for a message that is asked about, on average; one long message always fits. */
  private static final int AVERAGE_OCTETS = 512;

  private static final int LONGEST_OCTETS = 65_536 + Short.BYTES;

  private final ByteBuffer buffer;
  private final boolean prefixed;
  private final int[] clients;
  private final int[] flights;
  private final int[] ends;
  private int first;
  private int filled;

  /**
   * Makes room.
   *
   * @param prefixed whether each message has its length before it (RFC 1035 section 4.2.2)
   */
  StagedMessages(int capacity, boolean prefixed) {
    this.prefixed = prefixed;
    buffer = ByteBuffer.allocateDirect(capacity * AVERAGE_OCTETS + LONGEST_OCTETS);
    clients = new int[capacity];
    flights = new int[capacity];
    ends = new int[capacity];
  }

  boolean stage(int client, int flight, byte[] octets, int length) {
    int from = filled == 0 ? 0 : ends[filled - 1];
    int size = prefixed ? length + Short.BYTES : length;
    if (filled == clients.length || size > buffer.capacity() - from) {
      return false;
    }
    int at = from;
    if (prefixed) {
      buffer.putShort(from, (short) length);
      at += Short.BYTES;
    }
    buffer.put(at, octets, 0, length);
    clients[filled] = client;
    flights[filled] = flight;
    ends[filled] = from + size;
    filled++;
    return true;
  }

  int staged() {
    return filled - first;
  }

  int firstClient() {
    return clients[first];
  }

  int firstFlight() {
    return flights[first];
  }

  /** How many messages, from the first on, are of one client. */
  int run() {
    int end = first + 1;
    while (end < filled && clients[end] == clients[first]) {
      end++;
    }
    return end - first;
  }

  /** The octets of so many messages, from the first on; valid until the next call. */
  ByteBuffer octets(int messages) {
    int from = first == 0 ? 0 : ends[first - 1];
    return buffer.limit(ends[first + messages - 1]).position(from);
  }

  /** The first is done. */
  void dropFirst() {
    first++;
    if (first == filled) {
      first = 0;
      filled = 0;
      buffer.clear();
    }
  }

  /** Tells all as unsent, and forgets them. */
  void abandon(ExchangeEvents events, int errno) {
    while (staged() > 0) {
      events.unsent(firstFlight(), errno);
      dropFirst();
    }
  }
}
