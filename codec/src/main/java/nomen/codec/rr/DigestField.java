package nomen.codec.rr;

import nomen.codec.text.SyntaxException;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;

/**
 * A digest to the end of the rdata, in hexadecimal. The octet before it says which kind it is, and
 * a known kind has a known length.
 */
final class DigestField extends RdataField {
  private final int minimum;
  private final int[] lengths;

  /**
   * Makes one.
   *
   * @param minimum the fewest octets of a digest of unknown kind
   * @param lengths by kind, the octets of a digest of that kind; 0 if unknown
   */
  DigestField(String name, int minimum, int... lengths) {
    super(name);
    this.minimum = minimum;
    this.lengths = lengths;
  }

  int minimum() {
    return minimum;
  }

  /** The octets of a digest of a kind, or 0 if that is not known. */
  int expected(int kind) {
    return kind < lengths.length ? lengths[kind] : 0;
  }

  @Override
  public String kind() {
    return "digest in hexadecimal, to the end";
  }

  private String rule(int kind) {
    int expected = expected(kind);
    return expected == 0
        ? "fewer octets than " + minimum
        : "digest of kind " + kind + " has other than " + expected + " octets";
  }

  private boolean isAllowed(int kind, int length) {
    int expected = expected(kind);
    return expected == 0 ? length >= minimum : length == expected;
  }

  @Override
  void check(WireReader from, int end) throws WireFormatException {
    int at = from.position();
    int kind = from.octets()[at - 1] & 0xff;
    if (!isAllowed(kind, end - at)) {
      throw malformed(at, rule(kind));
    }
    pass(from, end - at);
  }

  @Override
  int length(byte[] rdata, int at, int end) {
    return end - at;
  }

  @Override
  void print(StringBuilder to, byte[] rdata, int at, int end) {
    Octets.printHex(to, rdata, at, end);
  }

  @Override
  void scan(RdataScanner in, WireWriter to) throws SyntaxException {
    int at = to.position();
    in.decodeRest(Encoding.HEX, name(), to);
    int kind = at == 0 ? 0 : to.octets()[at - 1] & 0xff;
    if (!to.overflowed() && !isAllowed(kind, to.position() - at)) {
      throw in.error(name(), rule(kind));
    }
  }
}
