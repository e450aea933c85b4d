package nomen.store.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import nomen.store.tree.NameTree;
import nomen.store.tree.PageVerifier;
import nomen.store.tree.TreeAssembler;
import nomen.store.tree.TreePages;
import nomen.store.zone.NodeVerifier;
import nomen.store.zone.ZoneContent;
import nomen.store.zone.ZoneSnapshot;

/**
 * Reads a {@link ZoneImage}: first the header, then the blocks, any number of them at a time, each
 * by one thread; then the zone is put together. Whatever was read is verified: what the zone holds
 * may be old, but it is what was written. {@link ImageLoading} drives it.
 */
final class ZoneImageReader {
  private final DiskFile in;
  private final long start;
  private final ImageHeader header;

  /** Where each block begins in the file, and its first page among all. */
  private final long[] blockAt;

  private final int[] firstPage;

  private final byte[][] pages;
  private final AtomicInteger blocksLeft;
  private final AtomicLong names = new AtomicLong();
  private final AtomicLong records = new AtomicLong();

  /**
   * Reads the header of an image.
   *
   * @param in the file
   * @param start where the image begins
   * @param limit where it ends at the latest
   * @throws DamagedFileException if there is no such header
   */
  ZoneImageReader(DiskFile in, long start, long limit) throws IOException {
    this.in = in;
    this.start = start;
    header = ImageHeader.read(in, start, limit);
    int blocks = header.blockOctets().length;
    blockAt = new long[blocks];
    firstPage = new int[blocks];
    long at = start + header.headerOctets();
    long count = 0;
    for (int b = 0; b < blocks; b++) {
      blockAt[b] = at;
      firstPage[b] = (int) count;
      at += header.blockOctets()[b];
      count += header.blockPages()[b];
    }
    if (at - start != header.sizeOctets() || count > header.names()) {
      throw new DamagedFileException(in.path(), start, "blocks of another size than the image");
    }
    pages = new byte[(int) count][];
    blocksLeft = new AtomicInteger(blocks);
  }

  /** The octets of the image. */
  long sizeOctets() {
    return header.sizeOctets();
  }

  int blocks() {
    return blockAt.length;
  }

  /**
   * Reads a block.
   *
   * @param buffer room for it, made larger if need be
   * @return whether all others were read before: then one may {@link #finish}
   */
  boolean readBlock(int block, BlockBuffer buffer) throws IOException {
    int size = header.blockOctets()[block];
    ByteBuffer octets = buffer.reserve(size);
    ImageHeader.readFully(in, blockAt[block], octets);
    verifyChecksum(block, octets);
    int count = octets.getInt(0);
    if (count != header.blockPages()[block]
        || count > size / Integer.BYTES - ZoneImage.BLOCK_FRAME_OCTETS / Integer.BYTES) {
      throw damaged(block, 0, "another number of pages than the header has");
    }
    long recordsHere = 0;
    long namesHere = 0;
    int end = size - Integer.BYTES;
    int at = Integer.BYTES * (1 + count);
    for (int i = 0; i < count; i++) {
      int length = octets.getInt(Integer.BYTES * (1 + i));
      if (length <= 0 || length > end - at) {
        throw damaged(block, (long) Integer.BYTES * (1 + i), "page outside of its block");
      }
      byte[] page = new byte[length];
      octets.get(at, page);
      try {
        recordsHere += verify(page);
      } catch (IllegalArgumentException e) {
        throw damaged(block, at, String.valueOf(e.getMessage()));
      }
      namesHere += TreePages.entries(page);
      pages[firstPage[block] + i] = page;
      at += length;
    }
    if (ZoneImage.aligned(at + Integer.BYTES) != size) {
      throw damaged(block, at, "octets behind the last page");
    }
    names.addAndGet(namesHere);
    records.addAndGet(recordsHere);
    return blocksLeft.decrementAndGet() == 0;
  }

  private void verifyChecksum(int block, ByteBuffer octets) throws IOException {
    int end = octets.limit() - Integer.BYTES;
    CRC32C checksum = new CRC32C();
    checksum.update(
        ByteBuffer.allocate(2 * Integer.BYTES).putInt(header.seal()).putInt(block).flip());
    checksum.update(octets.duplicate().limit(end));
    if (octets.getInt(end) != (int) checksum.getValue()) {
      throw damaged(block, 0, "the checksum does not fit");
    }
  }

  private static long verify(byte[] page) {
    PageVerifier.verify(page);
    long records = 0;
    for (int i = 0; i < TreePages.entries(page); i++) {
      records +=
          NodeVerifier.verify(page, TreePages.valueOffset(page, i), TreePages.valueEnd(page, i));
    }
    return records;
  }

  /** Puts the zone together when all blocks were read. */
  ZoneImage finish() throws IOException {
    if (names.get() != header.names() || records.get() != header.records()) {
      throw new DamagedFileException(
          in.path(),
          start,
          names + " names and " + records + " records where the header has other numbers");
    }
    NameTree tree;
    try {
      tree = TreeAssembler.assemble(pages, header.names());
    } catch (IllegalArgumentException e) {
      throw new DamagedFileException(
          in.path(), start + header.headerOctets(), String.valueOf(e.getMessage()));
    }
    ZoneSnapshot zone =
        ZoneSnapshot.of(
            new ZoneContent(
                header.apex(),
                tree,
                header.records(),
                header.cuts(),
                header.dnames(),
                header.wildcards()));
    if ((int) zone.serial() != header.serial()) {
      throw new DamagedFileException(in.path(), start, "another serial than the SOA has");
    }
    return new ZoneImage(zone, header.sources());
  }

  private DamagedFileException damaged(int block, long offset, String what) {
    return new DamagedFileException(in.path(), blockAt[block] + offset, what);
  }
}
