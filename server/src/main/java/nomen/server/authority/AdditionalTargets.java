package nomen.server.authority;

import nomen.codec.name.Labels;
import nomen.store.zone.NodeView;

/**
 * The names in the records of a response whose addresses help: targets of NS, MX, SRV and the like.
 * Each is kept as the place of its octets in the zone, and as the offset at which it stands in the
 * message, so that the owner of an address record is a pointer. Not thread-safe.
 */
final class AdditionalTargets {
  /**
   * The most targets of one response that addresses are looked up for. A UDP response has no room
   * for the addresses of a quarter of them.
   */
  static final int MAX_TARGETS = 256;

  private static final byte[] ROOT = {0};

  private final byte[][] octets = new byte[MAX_TARGETS][];
  private final int[] octetsOffset = new int[MAX_TARGETS];
  private final int[] messageOffset = new int[MAX_TARGETS];
  private final int[] type = new int[MAX_TARGETS];
  private final NodeView[] nodes = new NodeView[MAX_TARGETS];
  private final boolean[] incomplete = new boolean[MAX_TARGETS];
  private int count;
  private boolean overflowed;

  AdditionalTargets() {
    for (int i = 0; i < MAX_TARGETS; i++) {
      octets[i] = ROOT;
      nodes[i] = new NodeView();
    }
  }

  /** Forgets all. */
  void clear() {
    count = 0;
    overflowed = false;
  }

  /** Forgets those that were added last. */
  void rollback(int newCount) {
    count = newCount;
    overflowed = false;
  }

  int count() {
    return count;
  }

  /** Whether there were more than {@link #MAX_TARGETS}. */
  boolean overflowed() {
    return overflowed;
  }

  /**
   * Adds a target, unless it is here already.
   *
   * @param from where it stands, uncompressed, at {@code at}
   * @param offset where it stands in the message, or -1 if no pointer reaches there
   * @param compressed whether it was written compressed: then equal names stand at one offset
   * @param recordType the type of the record whose target it is
   */
  void add(byte[] from, int at, int offset, boolean compressed, int recordType) {
    if (compressed && offset >= 0 ? standsAt(offset) : contains(from, at)) {
      return;
    }
    if (count == MAX_TARGETS) {
      overflowed = true;
      return;
    }
    octets[count] = from;
    octetsOffset[count] = at;
    messageOffset[count] = offset;
    type[count] = recordType;
    incomplete[count] = false;
    count++;
  }

  private boolean standsAt(int offset) {
    for (int i = 0; i < count; i++) {
      if (messageOffset[i] == offset) {
        return true;
      }
    }
    return false;
  }

  private boolean contains(byte[] from, int at) {
    int length = Labels.length(from, at);
    for (int i = 0; i < count; i++) {
      if (Labels.length(octets[i], octetsOffset[i]) == length
          && Labels.equalIgnoringCase(from, at, octets[i], octetsOffset[i], length)) {
        return true;
      }
    }
    return false;
  }

  /** The array in which a target stands uncompressed, at {@link #octetsOffset}. */
  byte[] octets(int index) {
    return octets[index];
  }

  int octetsOffset(int index) {
    return octetsOffset[index];
  }

  /** Where a target stands in the message, or -1 if no pointer reaches there. */
  int messageOffset(int index) {
    return messageOffset[index];
  }

  /** The type of the record that named the target first. */
  int type(int index) {
    return type[index];
  }

  /** Notes that an address of a target did not fit. */
  void markIncomplete(int index) {
    incomplete[index] = true;
  }

  boolean isIncomplete(int index) {
    return incomplete[index];
  }

  /** A view for what the zone has at a target. */
  NodeView node(int index) {
    return nodes[index];
  }
}
