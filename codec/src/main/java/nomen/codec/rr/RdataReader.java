package nomen.codec.rr;

import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * Reads rdata: checks every field and decompresses names where that is allowed. What breaks a rule
 * is refused, but of a type that {@linkplain RRType#carriesAnyRdata() carries any rdata}: one odd
 * record must not keep a whole zone from its secondaries.
 */
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
    int at = from.position();
    if (type.decompressedNames() == 0) {
      check(from, type, length);
      to.writeOctets(from.octets(), at, length);
      if (to.overflowed()) {
        throw tooLong(at, type);
      }
      return;
    }
    int start = to.position();
    readFields(from, type, length, to);
    if (to.overflowed() || to.position() - start > RdataScanner.MAX_RDATA_OCTETS) {
      throw tooLong(at, type);
    }
  }

  private static WireFormatException tooLong(int at, RRType type) {
    return new WireFormatException(at, type + " rdata: over 65535 octets when decompressed");
  }

  /**
   * Checks one rdata, in which no name may be compressed, and passes over it. One of a type that
   * carries any rdata is taken as it is, unless it is empty.
   *
   * @param from stands at the first octet of the rdata, afterwards behind the last
   * @param length the RDLENGTH; the fields must use it up exactly
   * @throws WireFormatException naming field and type
   */
  static void check(WireReader from, RRType type, int length) throws WireFormatException {
    int at = from.position();
    if (length > from.remaining()) {
      throw new WireFormatException(at, type + " rdata: runs past the end of the message");
    }
    try {
      readFields(from, type, length, null);
    } catch (WireFormatException e) {
      if (!type.carriesAnyRdata() || length == 0) {
        throw e;
      }
      from.position(at + length);
    }
  }

  /**
   * The rule that a carried rdata breaks, with field and type; null if it breaks none. See {@link
   * RRType#carriesAnyRdata()}.
   *
   * @param octets uncompressed
   */
  public static @Nullable String brokenRule(RRType type, byte[] octets, int offset, int length) {
    try {
      validate(type, octets, offset, length);
      return null;
    } catch (WireFormatException e) {
      return e.rule();
    }
  }

  /**
   * Goes through the fields.
   *
   * @param to takes them; null if they are checked only
   */
  private static void readFields(WireReader from, RRType type, int length, @Nullable WireWriter to)
      throws WireFormatException {
    int at = from.position();
    if (length > from.remaining()) {
      throw new WireFormatException(at, type + " rdata: runs past the end of the message");
    }
    int end = at + length;
    try {
      for (RdataField field : type.fieldArray()) {
        if (to == null) {
          field.check(from, end);
        } else {
          field.read(from, end, to);
        }
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
  }

  /**
   * Checks that octets are a valid rdata without compression, also where the type carries any.
   *
   * @throws WireFormatException naming field and type
   */
  public static void validate(RRType type, byte[] octets, int offset, int length)
      throws WireFormatException {
    readFields(new WireReader(octets, offset, length), type, length, null);
  }
}
