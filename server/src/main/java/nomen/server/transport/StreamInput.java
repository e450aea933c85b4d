package nomen.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The octets of a stream that have come in and have not been handled: messages, each after its
 * two-octet length (RFC 1035 section 4.2.2), the last perhaps incomplete.
 *
 * <p>What it holds grows with the octets that really came, never with a length that a client
 * announces, and a rest is copied to a buffer of its own size, so that a slow client holds no read
 * buffer.
 */
final class StreamInput {
  /** What {@link #next} returns while the next message is incomplete. */
  static final int INCOMPLETE = -1;

  private static final int LENGTH_OCTETS = 2;
  private static final int SMALLEST_REST = 64;

  private @Nullable ByteBuf buffered;
  private boolean ours;

  /** Takes over what has come in. */
  void add(ByteBuf arrived) {
    ByteBuf present = buffered;
    if (present == null) {
      buffered = arrived;
      ours = false;
      return;
    }
    try {
      present.discardReadBytes().writeBytes(arrived);
    } finally {
      arrived.release();
    }
  }

  /** Moves the next message to an array of 65,535 octets; returns its octets, 0 or more. */
  int next(byte[] into) {
    ByteBuf present = buffered;
    if (present == null || present.readableBytes() < LENGTH_OCTETS) {
      return INCOMPLETE;
    }
    int length = present.getUnsignedShort(present.readerIndex());
    if (present.readableBytes() < LENGTH_OCTETS + length) {
      return INCOMPLETE;
    }
    present.skipBytes(LENGTH_OCTETS);
    present.readBytes(into, 0, length);
    return length;
  }

  /** Whether a whole message waits. */
  boolean hasMessage() {
    ByteBuf present = buffered;
    return present != null
        && present.readableBytes() >= LENGTH_OCTETS
        && present.readableBytes()
            >= LENGTH_OCTETS + present.getUnsignedShort(present.readerIndex());
  }

  /** Whether octets wait that are no whole message. */
  boolean hasPartOfMessage() {
    return buffered != null && buffered.isReadable() && !hasMessage();
  }

  /** The memory that it has, in octets. */
  int heldOctets() {
    ByteBuf present = buffered;
    return present == null ? 0 : present.capacity();
  }

  /** Gives back all memory but what the rest needs; called when no more can be handled now. */
  void compact(ByteBufAllocator allocator) {
    ByteBuf present = buffered;
    if (present == null) {
      return;
    }
    int rest = present.readableBytes();
    if (rest == 0) {
      release();
    } else if (!ours) {
      ByteBuf small = allocator.heapBuffer(Math.max(rest, SMALLEST_REST));
      small.writeBytes(present);
      present.release();
      buffered = small;
      ours = true;
    }
  }

  /** Gives back all memory. */
  void release() {
    ByteBuf present = buffered;
    if (present != null) {
      buffered = null;
      present.release();
    }
  }
}
