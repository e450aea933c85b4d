package nomen.store.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import nomen.store.tree.TreePages;
import nomen.store.zone.ZoneContent;
import nomen.store.zone.ZoneSnapshot;
import nomen.store.zonefile.SourceFile;

/**
 * Writes a zone as a {@link ZoneImage}. The pages are walked twice: first to share them out among
 * blocks, so that the header has all sizes and the size of the image is known beforehand.
 */
final class ZoneImageWriter {
  private final ZoneContent content;
  private final long serial;
  private final List<SourceFile> sources;

  private int[] blockOctets = new int[16];
  private int[] blockPages = new int[16];
  private int blocks;
  private long bodyOctets;
  private final int headerOctets;

  /**
   * Plans an image.
   *
   * @throws IllegalArgumentException if the sources are more than the header has room for
   */
  ZoneImageWriter(ZoneSnapshot zone, List<SourceFile> sources) {
    content = zone.content();
    serial = zone.serial();
    this.sources = sources;
    planBlocks();
    headerOctets = planHeader();
  }

  private void planBlocks() {
    TreePages pages = new TreePages(content.tree());
    long octets = ZoneImage.BLOCK_FRAME_OCTETS;
    int inBlock = 0;
    while (pages.next()) {
      int more = Integer.BYTES + pages.page().length;
      if (inBlock > 0 && ZoneImage.aligned(octets + more) > ZoneImage.BLOCK_OCTETS) {
        addBlock(octets, inBlock);
        octets = ZoneImage.BLOCK_FRAME_OCTETS;
        inBlock = 0;
      }
      octets += more;
      inBlock++;
    }
    if (inBlock > 0) {
      addBlock(octets, inBlock);
    }
  }

  private void addBlock(long octets, int pages) {
    if (blocks == blockOctets.length) {
      blockOctets = Arrays.copyOf(blockOctets, 2 * blocks);
      blockPages = Arrays.copyOf(blockPages, 2 * blocks);
    }
    blockOctets[blocks] = Math.toIntExact(ZoneImage.aligned(octets));
    blockPages[blocks] = pages;
    bodyOctets += blockOctets[blocks];
    blocks++;
  }

  private int planHeader() {
    long octets = ZoneImage.FIXED_OCTETS + 8L * blocks + 1 + content.origin().length();
    octets += 3 + 4L * (content.cuts().length + content.dnames().length);
    octets += 4L * content.wildcards().length + 2;
    for (SourceFile source : sources) {
      octets += 2 + path(source).length + 8 + 8 + SourceFile.DIGEST_OCTETS;
    }
    octets = ZoneImage.aligned(octets + Integer.BYTES);
    if (octets > ZoneImage.MAX_HEADER_OCTETS || sources.size() > 0xffff) {
      throw new IllegalArgumentException("image of too many blocks or files");
    }
    return (int) octets;
  }

  private static byte[] path(SourceFile source) {
    byte[] path = source.path().toString().getBytes(StandardCharsets.UTF_8);
    if (path.length > 0xffff) {
      throw new IllegalArgumentException("path of " + path.length + " octets");
    }
    return path;
  }

  /** The octets of the whole image: a multiple of 8. */
  long sizeOctets() {
    return headerOctets + bodyOctets;
  }

  /** Puts the image; the output's position must be a multiple of 8. */
  void write(BlockOutput out) throws IOException {
    int seal = writeHeader(out);
    TreePages pages = new TreePages(content.tree());
    byte[][] block = new byte[0][];
    for (int b = 0; b < blocks; b++) {
      block = block.length < blockPages[b] ? new byte[blockPages[b]][] : block;
      for (int i = 0; i < blockPages[b]; i++) {
        pages.next();
        block[i] = pages.page();
      }
      writeBlock(out, seal, b, block);
    }
  }

  private int writeHeader(BlockOutput out) throws IOException {
    out.startChecksum();
    out.putLong(ZoneImage.MAGIC);
    out.putInt(ZoneImage.VERSION);
    out.putInt(headerOctets);
    out.putLong(sizeOctets());
    out.putLong(content.tree().size());
    out.putLong(content.records());
    out.putInt((int) serial);
    out.putInt(blocks);
    for (int b = 0; b < blocks; b++) {
      out.putInt(blockOctets[b]);
      out.putInt(blockPages[b]);
    }
    out.putByte(content.origin().length());
    out.put(content.origin().toWire());
    writeCounts(out, content.cuts());
    writeCounts(out, content.dnames());
    writeCounts(out, content.wildcards());
    out.putShort(sources.size());
    for (SourceFile source : sources) {
      byte[] path = path(source);
      out.putShort(path.length);
      out.put(path);
      out.putLong(source.sizeOctets());
      out.putLong(source.modifiedNanos());
      out.put(source.digest());
    }
    out.align(Integer.BYTES);
    return out.putChecksum();
  }

  private static void writeCounts(BlockOutput out, int[] counts) throws IOException {
    out.putByte(counts.length);
    for (int count : counts) {
      out.putInt(count);
    }
  }

  private void writeBlock(BlockOutput out, int seal, int index, byte[][] pages) throws IOException {
    out.startChecksum();
    out.addToChecksum(seal);
    out.addToChecksum(index);
    out.putInt(blockPages[index]);
    for (int i = 0; i < blockPages[index]; i++) {
      out.putInt(pages[i].length);
    }
    for (int i = 0; i < blockPages[index]; i++) {
      out.put(pages[i]);
    }
    out.align(Integer.BYTES);
    out.putChecksum();
  }
}
