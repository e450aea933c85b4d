package nomen.server.transfer.in;

import nomen.codec.name.Labels;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.transfer.RefusedRecordException;
import nomen.codec.transfer.TransferRecord;

/**
 * Counts the memory that a zone takes while it is received, about, and takes it of a share a piece
 * at a time. Not thread-safe.
 */
final class RecordMemory {
  /** What is taken of the share at a time. */
  static final int PIECE_OCTETS = 1 << 18;

  /** What a record takes in a zone beside its RDATA, about. */
  private static final int RECORD_OCTETS = 16;

  /** What a label that no name before it had takes in the tree of names, about. */
  private static final int LABEL_OCTETS = 64;

  /** What a record that is kept as an object takes beside its name and RDATA, about. */
  private static final int OBJECT_OCTETS = 160;

  private final ReceivingMemory.Share share;
  private final byte[] last = new byte[Labels.MAX_NAME_OCTETS];
  private int lastLength;
  private long left;

  RecordMemory(ReceivingMemory.Share share) {
    this.share = share;
  }

  /** What an object for a record takes, about. */
  static long ofObject(ResourceRecord record) {
    return (long) OBJECT_OCTETS + record.owner().length() + record.rdata().length();
  }

  /** A record is put into the zone. */
  void stored(TransferRecord record) throws RefusedRecordException {
    count(RECORD_OCTETS + record.rdataLength() + newName(record.owner(), record.ownerLength()));
  }

  /** A record is kept as an object. */
  void kept(ResourceRecord record) throws RefusedRecordException {
    count(ofObject(record));
  }

  private void count(long octets) throws RefusedRecordException {
    left -= octets;
    if (left < 0) {
      long more = -left + PIECE_OCTETS;
      if (!share.take(more)) {
        throw new RefusedRecordException(
            "the zones that are being received would take more than %d MiB of memory together"
                .formatted(share.limitOctets() >> 20));
      }
      left += more;
    }
  }

  /** What of a name is new after the one before it; names come in the order of the tree mostly. */
  private long newName(byte[] owner, int length) {
    int common = 0;
    while (common < length
        && common < lastLength
        && owner[length - 1 - common] == last[lastLength - 1 - common]) {
      common++;
    }
    long labels = 0;
    for (int at = 0; at < length - common; at += owner[at] + 1) {
      labels++;
    }
    System.arraycopy(owner, 0, last, 0, length);
    lastLength = length;
    return labels == 0 ? 0 : labels * LABEL_OCTETS + length - common;
  }
}
