package nomen.server.transport;

import io.netty.channel.MessageSizeEstimator;
import io.netty.channel.WriteBufferWaterMark;
import nomen.server.transport.linux.DatagramBatch;

/** An answer that comes later than its batch, with the way back to the client. */
final class LateDatagram {
  /**
   * Octets of late answers that one socket keeps while they cannot be sent. Above the upper limit
   * more are dropped, until there are fewer than the lower. One forced batch of updates is answered
   * at once, so there is room for several thousand.
   */
  static final WriteBufferWaterMark UNSENT_LIMITS = new WriteBufferWaterMark(2 << 20, 4 << 20);

  /** Counts each with its octets. */
  static final MessageSizeEstimator SIZE_ESTIMATOR =
      () ->
          message ->
              message instanceof LateDatagram late
                  ? late.returnPath.length + late.octets.length
                  : 0;

  final byte[] returnPath;
  final byte[] octets;

  LateDatagram(byte[] returnPath, byte[] octets) {
    this.returnPath = returnPath;
    this.octets = octets;
  }

  /** Puts itself in the next free slot; returns whether there is room for one more. */
  boolean putInLine(DatagramBatch slots) {
    int slot = slots.unsent();
    slots.restoreReturnPath(slot, returnPath);
    slots.answer(slot, octets, 0, octets.length);
    return slot + 1 < slots.capacity();
  }
}
