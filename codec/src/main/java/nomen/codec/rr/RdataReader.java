package nomen.codec.rr;

import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;

/** Reads rdata: checks every field and decompresses names where that is allowed. */
public final class RdataReader {
  private RdataReader() {}

  /**
   * Reads one rdata and appends it, uncompressed, to a writer.
   *
   * @param from stands at the first octet of the rdata, afterwards behind the last; compression
   *     pointers count from its window's start
   * @param length the RDLENGTH; the fields must use it up exactly
   * @throws WireFormatException naming field and type
   */
  public static void read(WireReader from, RRType type, int length, WireWriter to)
      throws WireFormatException {
    int start = to.position();
    int at = from.position();
    if (length > from.remaining()) {
      throw new WireFormatException(at, type + " rdata: runs past the end of the message");
    }
    int end = at + length;
    try {
      for (RdataField field : type.fieldArray()) {
        field.read(from, end, to);
        if (from.position() > end) {
          throw field.malformed(end, "runs past the end of the rdata");
        }
      }
    } catch (WireFormatException e) {
      // A length that is too long is found behind the end; the place to name is within the rdata.
      throw new WireFormatException(Math.min(e.offset(), end), type + " " + e.rule());
    }
    if (from.position() < end) {
      throw new WireFormatException(
          from.position(), type + " rdata: " + (end - from.position()) + " octets too many");
    }
    if (to.overflowed() || to.position() - start > RdataScanner.MAX_RDATA_OCTETS) {
      throw new WireFormatException(at, type + " rdata: over 65535 octets when decompressed");
    }
  }

  /**
   * Checks that octets are a valid rdata without compression.
   *
   * @throws WireFormatException naming field and type
   */
  public static void validate(RRType type, byte[] octets, int offset, int length)
      throws WireFormatException {
    WireWriter copy = new WireWriter(length + 2 * nomen.codec.name.Labels.MAX_NAME_OCTETS);
    read(new WireReader(octets, offset, length), type, length, copy);
    // A copy that differs comes from compression, which has no place outside messages.
    if (copy.position() != length
        || java.util.Arrays.mismatch(copy.octets(), 0, length, octets, offset, offset + length)
            >= 0) {
      throw new WireFormatException(offset, type + " rdata: compressed");
    }
  }
}
