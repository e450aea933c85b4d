package nomen.store.log;

import java.nio.ByteBuffer;

/** Room for one block at a time, used again and again by one thread. */
final class BlockBuffer {
  private ByteBuffer octets = ByteBuffer.allocateDirect(ZoneImage.BLOCK_OCTETS);

  /** An empty buffer of some octets. */
  ByteBuffer reserve(int size) {
    if (octets.capacity() < size) {
      octets = ByteBuffer.allocateDirect(size);
    }
    return octets.clear().limit(size);
  }
}
