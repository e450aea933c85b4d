package nomen.server.transport;

import nomen.server.transport.linux.DatagramBatch;

/**
 * The one event that a {@link BatchDatagramChannel} sends down its pipeline: the slots of the batch
 * and how many of them are filled. It is good until the handler returns; answers that the handler
 * puts in line are sent right after that.
 */
final class ReceivedBatch {
  final DatagramBatch slots;
  int count;

  ReceivedBatch(DatagramBatch slots) {
    this.slots = slots;
  }
}
