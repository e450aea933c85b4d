package nomen.codec.rr;

import nomen.codec.name.Labels;
import nomen.codec.name.NameCompressor;
import nomen.codec.wire.WireWriter;

/** Writes rdata into messages, compressing the names of types of RFC 1035 (RFC 3597 section 4). */
public final class RdataWriter {
  private RdataWriter() {}

  /**
   * Writes RDLENGTH and an rdata. Allocates nothing.
   *
   * @param rdata valid and uncompressed, {@code length} octets from {@code offset}
   */
  public static void write(
      WireWriter to, NameCompressor names, RRType type, byte[] rdata, int offset, int length) {
    int compressed = type.compressedNames();
    if (compressed == 0 || length == 0) {
      to.writeU16(length);
      to.writeOctets(rdata, offset, length);
      return;
    }
    int lengthAt = to.position();
    to.writeU16(0);
    int fixed = type.compressedNamesOffset();
    to.writeOctets(rdata, offset, fixed);
    int at = offset + fixed;
    for (int i = 0; i < compressed; i++) {
      names.write(to, rdata, at);
      at += Labels.length(rdata, at);
    }
    to.writeOctets(rdata, at, offset + length - at);
    if (!to.overflowed()) {
      to.patchU16(lengthAt, to.position() - lengthAt - 2);
    }
  }
}
