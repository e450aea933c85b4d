package nomen.store.log;

import java.util.List;
import nomen.store.zone.ZoneSnapshot;
import nomen.store.zonefile.SourceFile;

/**
 * A zone as it is written down: its pages as they are in memory, so that loading is copying, and
 * the files that it was read from. {@link ZoneImageWriter} writes one, {@link ZoneImageReader}
 * reads one; it fills a file of its own, or a part of a {@link Checkpoint}.
 *
 * <pre>
 *   header  +0      8   "NomenZon"
 *           +8      4   format version: 1
 *           +12     4   h, the octets of the header, a multiple of 8
 *           +16     8   octets of the image, header included
 *           +24     8   names in the zone
 *           +32     8   records in the zone
 *           +40     4   serial
 *           +44     4   b, the number of blocks
 *           +48    8b   of each block: 4 octets of size, 4 of the number of its pages
 *                   1   n, the octets of the apex
 *                   n   the apex in wire format, in its own case
 *                       zone cuts, DNAMEs, wildcards, each:
 *                   1     d, the number of depths
 *                  4d     how many there are at each depth, from the apex on
 *                   2   f, the number of files that the zone was read from
 *                       of each file:
 *                   2     p, the octets of its path
 *                   p     its path in UTF-8
 *                   8     its size
 *                   8     when it was changed last, in nanoseconds since 1970
 *                  32     SHA-256 of its content
 *                       zeros
 *           h-4     4   CRC32C of the header before this
 *
 *   block   +0      4   n, the number of its pages
 *           +4     4n   the octets of each page
 *                       the pages: nomen.store.tree.KeyPage, with nodes of nomen.store.zone.NodeFormat
 *                       zeros, so that the block's size is a multiple of 8
 *           -4      4   CRC32C of the header's CRC32C, the block's index (4 octets) and the block
 *                       before this
 * </pre>
 *
 * Numbers are unsigned and big-endian. A block has as many pages as fit {@link #BLOCK_OCTETS}, and
 * one at least. Blocks follow the header and each other without a gap, in the order of the keys. As
 * a block's CRC begins with the header's and its index, a block of another image, or of another
 * place, is found out.
 *
 * @param zone what the image holds
 * @param sources the files that it was read from; none if it came another way
 */
public record ZoneImage(ZoneSnapshot zone, List<SourceFile> sources) {
  /** "NomenZon". */
  static final long MAGIC = 0x4e6f_6d65_6e5a_6f6eL;

  static final int VERSION = 1;

  /** The most octets of a block of more than one page. */
  static final int BLOCK_OCTETS = 256 << 10;

  /** The most octets of a header: room for the blocks of a zone of a tebibyte. */
  static final int MAX_HEADER_OCTETS = 64 << 20;

  /** What comes before the blocks' sizes. */
  static final int FIXED_OCTETS = 48;

  /** What a block has beside pages and their sizes, zeros not counted. */
  static final int BLOCK_FRAME_OCTETS = 8;

  /** Copies the list. */
  public ZoneImage {
    sources = List.copyOf(sources);
  }

  /** A number made a multiple of 8. */
  static long aligned(long octets) {
    return (octets + 7) & -8L;
  }
}
