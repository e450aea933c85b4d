package nomen.codec.rr;

import java.util.Arrays;
import java.util.Base64;
import nomen.codec.text.SyntaxException;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;

/** Octets in hexadecimal, Base64 or Base32hex: to the end of the rdata, or behind their length. */
final class BinaryField extends RdataField {
  private final Encoding encoding;
  private final boolean counted;
  private final int minimum;

  /**
   * Makes one.
   *
   * @param counted whether an octet before the field's octets says how many there are; then the
   *     text is one token, and {@code -} if there are none (RFC 5155 section 3.3)
   * @param minimum the fewest octets
   */
  BinaryField(String name, Encoding encoding, boolean counted, int minimum) {
    super(name);
    this.encoding = encoding;
    this.counted = counted;
    this.minimum = minimum;
  }

  boolean isCounted() {
    return counted;
  }

  int minimum() {
    return minimum;
  }

  @Override
  public String kind() {
    return encoding + (counted ? ", length before it" : ", to the end");
  }

  @Override
  void check(WireReader from, int end) throws WireFormatException {
    int at = from.position();
    int length = end - at;
    if (counted) {
      int count = at < end ? from.octets()[at] & 0xff : 0;
      if (count + 1 > length) {
        throw malformed(at, "runs past the end of the rdata");
      }
      length = count + 1;
    }
    if (length - (counted ? 1 : 0) < minimum) {
      throw malformed(at, "fewer octets than " + minimum);
    }
    pass(from, length);
  }

  @Override
  int length(byte[] rdata, int at, int end) {
    return counted ? (rdata[at] & 0xff) + 1 : end - at;
  }

  @Override
  void print(StringBuilder to, byte[] rdata, int at, int end) {
    if (!counted) {
      print(to, encoding, rdata, at, end);
    } else if (end == at + 1) {
      to.append('-');
    } else {
      print(to, encoding, rdata, at + 1, end);
    }
  }

  static void print(StringBuilder to, Encoding encoding, byte[] octets, int start, int end) {
    switch (encoding) {
      case HEX -> Octets.printHex(to, octets, start, end);
      case BASE64 ->
          to.append(Base64.getEncoder().encodeToString(Arrays.copyOfRange(octets, start, end)));
      case BASE32HEX -> encoding.printBits(to, octets, start, end);
    }
  }

  @Override
  void scan(RdataScanner in, WireWriter to) throws SyntaxException {
    int start = to.position();
    if (counted) {
      in.need(this);
      to.writeU8(0);
      if (!in.tokens().is("-")) {
        in.decode(encoding, name(), to);
      }
      int count = to.position() - start - 1;
      if (count > 255) {
        throw in.error(name(), "over 255 octets");
      }
      if (!to.overflowed()) {
        to.octets()[start] = (byte) count;
      }
      start++;
    } else {
      in.decodeRest(encoding, name(), to);
    }
    if (to.position() - start < minimum) {
      throw in.error(name(), minimum == 1 ? "missing" : "fewer octets than " + minimum);
    }
  }
}
