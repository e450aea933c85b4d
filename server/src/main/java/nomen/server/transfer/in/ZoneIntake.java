package nomen.server.transfer.in;

import nomen.codec.transfer.TransferLimits;
import nomen.codec.transfer.TransferRequest;
import nomen.store.log.Author;
import nomen.store.log.BaseImages;
import nomen.store.update.ZoneWriter;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Where zones go that are received: what all transfers of a server have in common.
 *
 * @param writer changes the zones
 * @param images takes whole zones
 * @param limits what a transfer may have
 * @param memory what all that are under way may take
 */
public record ZoneIntake(
    ZoneWriter writer, BaseImages images, TransferLimits limits, ReceivingMemory memory) {
  /** With the memory that the heap allows. */
  public ZoneIntake(ZoneWriter writer, BaseImages images, TransferLimits limits) {
    this(writer, images, limits, ReceivingMemory.ofHeap());
  }

  /** Which zone is taken in the place of the one that is here. */
  public enum Acceptance {
    /** Only one of a newer serial (RFC 1982); any if there is none here. */
    NEWER,
    /** Any that is well: an operator asked for the whole zone. */
    ANY
  }

  /**
   * Begins to receive a transfer. For one zone, one at a time.
   *
   * @param current the zone as it is served; null or without data if there is none yet. A request
   *     for differences must have named its serial.
   * @param author who is to stand in the history: the primary's address and the key
   */
  public ZoneReceiver receive(
      TransferRequest request,
      @Nullable ZoneSnapshot current,
      Acceptance acceptance,
      Author author) {
    ZoneSnapshot here = current == null || current.recordCount() == 0 ? null : current;
    return new ZoneReceiver(this, request, here, acceptance, author);
  }
}
