package nomen.store.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import nomen.codec.name.Labels;
import nomen.codec.name.Name;
import nomen.store.zonefile.SourceFile;

/**
 * The header of a {@link ZoneImage}, which draws it.
 *
 * @param seal its CRC32C
 */
@SuppressWarnings("ArrayRecordComponent") // Filled once, compared by nobody.
record ImageHeader(
    int headerOctets,
    int seal,
    long sizeOctets,
    long names,
    long records,
    int serial,
    int[] blockOctets,
    int[] blockPages,
    Name apex,
    int[] cuts,
    int[] dnames,
    int[] wildcards,
    List<SourceFile> sources) {

  /** Reads as much at first: a small zone's header as a rule. */
  private static final int FIRST_OCTETS = 512;

  /**
   * Reads and verifies a header.
   *
   * @throws DamagedFileException if there is none
   */
  static ImageHeader read(DiskFile in, long start, long limit) throws IOException {
    long most = Math.min(limit - start, ZoneImage.MAX_HEADER_OCTETS);
    require(most >= ZoneImage.FIXED_OCTETS, in, start, "too short for an image");
    ByteBuffer octets = ByteBuffer.allocate((int) Math.min(most, FIRST_OCTETS));
    readFully(in, start, octets);
    require(octets.getLong(0) == ZoneImage.MAGIC, in, start, "not an image of a zone");
    int version = octets.getInt(8);
    require(
        version == ZoneImage.VERSION, in, start + 8, "format version " + version + " is unknown");
    int size = octets.getInt(12);
    require(
        size >= ZoneImage.FIXED_OCTETS && size <= most && (size & 7) == 0,
        in,
        start + 12,
        "header longer than the image");
    if (size > octets.limit()) {
      octets = ByteBuffer.allocate(size);
      readFully(in, start, octets);
    }
    octets.limit(size - Integer.BYTES);
    CRC32C checksum = new CRC32C();
    checksum.update(octets.duplicate());
    int seal = octets.limit(size).getInt(size - Integer.BYTES);
    require(seal == (int) checksum.getValue(), in, start, "the header's checksum does not fit");
    try {
      ImageHeader header = scan(octets.position(16).limit(size - Integer.BYTES), size, seal);
      require(header.sizeOctets <= limit - start, in, start + 16, "image cut short");
      return header;
    } catch (RuntimeException e) {
      // Only a faulty writer makes a header that has the right checksum and yet cannot be read.
      throw new DamagedFileException(in.path(), start, "header cannot be read: " + e);
    }
  }

  /** Fills a buffer, and flips it. */
  static void readFully(DiskFile in, long offset, ByteBuffer into) throws IOException {
    if (in.read(offset, into) < into.limit()) {
      throw new DamagedFileException(in.path(), offset + into.position(), "the file ends here");
    }
    into.flip();
  }

  private static void require(boolean holds, DiskFile in, long offset, String otherwise)
      throws DamagedFileException {
    if (!holds) {
      throw new DamagedFileException(in.path(), offset, otherwise);
    }
  }

  private static ImageHeader scan(ByteBuffer octets, int size, int seal) {
    long sizeOctets = octets.getLong();
    long names = octets.getLong();
    long records = octets.getLong();
    int serial = octets.getInt();
    int blocks = octets.getInt();
    if (blocks < 0 || blocks > octets.remaining() / (2 * Integer.BYTES)) {
      throw new IllegalArgumentException(blocks + " blocks");
    }
    int[] blockOctets = new int[blocks];
    int[] blockPages = new int[blocks];
    for (int b = 0; b < blocks; b++) {
      blockOctets[b] = octets.getInt();
      blockPages[b] = octets.getInt();
      if (blockOctets[b] < ZoneImage.BLOCK_FRAME_OCTETS || blockPages[b] <= 0) {
        throw new IllegalArgumentException("block of " + blockOctets[b] + " octets");
      }
    }
    byte[] apex = new byte[octets.get() & 0xff];
    octets.get(apex);
    Name origin = Name.ofWire(apex, 0);
    int[] cuts = scanCounts(octets);
    int[] dnames = scanCounts(octets);
    int[] wildcards = scanCounts(octets);
    List<SourceFile> sources = scanSources(octets);
    return new ImageHeader(
        size,
        seal,
        sizeOctets,
        names,
        records,
        serial,
        blockOctets,
        blockPages,
        origin,
        cuts,
        dnames,
        wildcards,
        sources);
  }

  private static int[] scanCounts(ByteBuffer octets) {
    int depths = octets.get() & 0xff;
    if (depths > Labels.MAX_LABELS + 1) {
      throw new IllegalArgumentException(depths + " depths");
    }
    int[] counts = new int[depths];
    for (int i = 0; i < depths; i++) {
      counts[i] = octets.getInt();
    }
    return counts;
  }

  private static List<SourceFile> scanSources(ByteBuffer octets) {
    int files = octets.getShort() & 0xffff;
    List<SourceFile> sources = new ArrayList<>(files);
    for (int i = 0; i < files; i++) {
      byte[] path = new byte[octets.getShort() & 0xffff];
      octets.get(path);
      long size = octets.getLong();
      long modified = octets.getLong();
      byte[] digest = new byte[SourceFile.DIGEST_OCTETS];
      octets.get(digest);
      Path file = Path.of(new String(path, StandardCharsets.UTF_8));
      sources.add(new SourceFile(file, size, modified, digest));
    }
    return sources;
  }
}
