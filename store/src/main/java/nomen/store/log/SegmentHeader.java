package nomen.store.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What a segment file begins with. Its octets, in network order:
 *
 * <pre>
 *   0                 8         12         16           24          32       40      44      48
 *   +-----------------+---------+----------+------------+-----------+--------+-------+-------+
 *   | "NOMENLOG"      | version | flags    | first LSN  | next LSN  | salt   | size  | CRC   |
 *   +-----------------+---------+----------+------------+-----------+--------+-------+-------+
 *   48: frames, each at a multiple of 8 octets, then zeros
 *
 *   flags   1: thinned out, so that LSNs may be missing between the first and the next
 *   next    of a segment that was thinned out, the LSN that the following segment begins with;
 *           otherwise 0, for it was not known when this was written
 *   salt    random; the check sums of frame headers begin with it, so that octets that a client put
 *           in a record, or that were left by something else, cannot pass for a frame
 *   size    octets that the file was made with, those of the header included
 *   CRC     CRC32C of the 44 octets before it
 * </pre>
 *
 * <p>Version 1 has no size: its CRC stands at 40, of the 40 octets before it, and 4 zeros follow.
 * It is read and not written.
 *
 * @param firstLsn the LSN that the segment begins with, also in the name of its file
 * @param nextLsn see above
 * @param salt see above
 * @param sizeOctets see above; 0 in version 1
 */
record SegmentHeader(long firstLsn, long nextLsn, long salt, long sizeOctets) {
  /** The octets of the header; the first frame stands behind them. */
  static final int OCTETS = 48;

  /** The version of the format that is written; {@link #OLD_VERSION} is read too. */
  static final int VERSION = 2;

  /** The version that does not say how many octets the file has. */
  static final int OLD_VERSION = 1;

  private static final long MAGIC = 0x4e4f4d454e4c4f47L;
  private static final int THINNED = 1;
  private static final int CRC_AT = 44;
  private static final int OLD_CRC_AT = 40;

  /** Whether records were taken out. */
  boolean isThinned() {
    return nextLsn != 0;
  }

  /** The header's octets. */
  ByteBuffer write() {
    ByteBuffer to = ByteBuffer.allocate(OCTETS);
    int version = sizeOctets == 0 ? OLD_VERSION : VERSION;
    to.putLong(MAGIC).putInt(version).putInt(isThinned() ? THINNED : 0);
    to.putLong(firstLsn).putLong(nextLsn).putLong(salt).putInt((int) sizeOctets);
    int crcAt = crcAt(version);
    to.putInt(crcAt, crc(to.array(), crcAt));
    return to.clear();
  }

  private static int crcAt(int version) {
    return version == OLD_VERSION ? OLD_CRC_AT : CRC_AT;
  }

  /**
   * Reads a header.
   *
   * @param file what errors name
   * @throws CorruptLogException if it is none, or of another version
   */
  static SegmentHeader read(String file, ByteBuffer from) throws CorruptLogException {
    if (from.remaining() < OCTETS) {
      throw new CorruptLogException(file, 0, "the file ends in its header");
    }
    byte[] octets = new byte[OCTETS];
    from.get(octets);
    ByteBuffer fields = ByteBuffer.wrap(octets);
    long magic = fields.getLong();
    int version = fields.getInt();
    boolean known = version == VERSION || version == OLD_VERSION;
    int crcAt = crcAt(version);
    if (magic != MAGIC || fields.getInt(crcAt) != crc(octets, crcAt)) {
      throw new CorruptLogException(file, 0, "the header is damaged");
    }
    if (!known) {
      throw new CorruptLogException(
          file,
          8,
          "format version " + version + "; this program reads " + OLD_VERSION + " and " + VERSION);
    }
    boolean thinned = (fields.getInt() & THINNED) != 0;
    SegmentHeader header =
        new SegmentHeader(
            fields.getLong(),
            fields.getLong(),
            fields.getLong(),
            version == OLD_VERSION ? 0 : Integer.toUnsignedLong(fields.getInt()));
    if (thinned != header.isThinned()
        || header.firstLsn <= 0
        || thinned && header.nextLsn <= header.firstLsn
        || version != OLD_VERSION && header.sizeOctets < OCTETS) {
      throw new CorruptLogException(file, 12, "the header contradicts itself");
    }
    return header;
  }

  private static int crc(byte[] octets, int count) {
    CRC32C crc = new CRC32C();
    crc.update(octets, 0, count);
    return (int) crc.getValue();
  }
}
