package nomen.store.log;

import java.util.List;
import nomen.store.zone.ZoneSnapshot;

/**
 * All zones as they were after a record of the log: where recovery starts from. It fills a file of
 * its own, {@code checkpoint/<LSN, 20 digits>.ckpt}, which {@link CheckpointFiles} keeps.
 *
 * <pre>
 *   header  +0      8   "NomenChk"
 *           +8      4   format version: 1
 *           +12     4   h, the octets of the header, a multiple of 8
 *           +16     8   octets of the file
 *           +24     8   LSN of the last record whose change is in it, 1 at least
 *           +32     8   when that was, in milliseconds since 1970
 *           +40     8   the lowest number of a base image that a later record may name
 *           +48     4   z, the number of zones
 *           +52     4   zeros
 *           +56   16z   of each zone: 8 octets of the number of its base image, 8 of where its image
 *                       begins in the file
 *                   4   zeros
 *           h-4     4   CRC32C of the header before this
 *
 *   images  as {@link ZoneImage} draws them, without a gap, in the order of the header, to the end
 * </pre>
 *
 * Numbers are unsigned and big-endian.
 *
 * @param lsn of the last record whose change is in it, 1 at least
 * @param timeMillis when it was taken, in milliseconds since 1970
 * @param horizon the lowest number of a base image that a later record may name
 * @param zones the zones, in any order
 */
public record Checkpoint(long lsn, long timeMillis, long horizon, List<Zone> zones) {
  /** "NomenChk". */
  static final long MAGIC = 0x4e6f_6d65_6e43_686bL;

  static final int VERSION = 1;

  /** What comes before the zones. */
  static final int FIXED_OCTETS = 56;

  static final int ZONE_OCTETS = 16;

  /** The most zones: as many as a header of 2^31-1 octets has room for. */
  static final int MAX_ZONES = (Integer.MAX_VALUE - FIXED_OCTETS - 8) / ZONE_OCTETS;

  /**
   * A zone and the zone file version that its next merge starts from.
   *
   * @param base the number of that version's image
   */
  public record Zone(ZoneSnapshot zone, long base) {}

  /** Copies the list. */
  public Checkpoint {
    zones = List.copyOf(zones);
    if (lsn < 1) {
      throw new IllegalArgumentException("checkpoint before the first record");
    }
    if (zones.size() > MAX_ZONES) {
      throw new IllegalArgumentException("checkpoint of more than " + MAX_ZONES + " zones");
    }
  }

  static int headerOctets(int zones) {
    return FIXED_OCTETS + ZONE_OCTETS * zones + 8;
  }
}
