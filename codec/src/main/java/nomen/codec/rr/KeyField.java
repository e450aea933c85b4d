package nomen.codec.rr;

import nomen.codec.text.SyntaxException;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;

/**
 * The key of KEY, in Base64 to the end of the rdata. It follows the flags, protocol and algorithm.
 * If the two highest bits of the flags are set there is no key (RFC 2535 section 3.1.2), and none
 * may be given; otherwise one must.
 */
final class KeyField extends RdataField {
  /** How far before the key the flags begin. */
  private static final int FLAGS_BEFORE = 4;

  private static final int NO_KEY = 0xc0;

  KeyField(String name) {
    super(name);
  }

  @Override
  public String kind() {
    return "Base64, to the end; none if the flags say that there is no key";
  }

  private static boolean hasNoKey(byte[] octets, int at) {
    return (octets[at - FLAGS_BEFORE] & NO_KEY) == NO_KEY;
  }

  @Override
  void check(WireReader from, int end) throws WireFormatException {
    int at = from.position();
    if (hasNoKey(from.octets(), at) != (at == end)) {
      throw malformed(
          at, at == end ? "missing" : "given although the flags say that there is none");
    }
    pass(from, end - at);
  }

  @Override
  int length(byte[] rdata, int at, int end) {
    return end - at;
  }

  @Override
  void print(StringBuilder to, byte[] rdata, int at, int end) {
    BinaryField.print(to, Encoding.BASE64, rdata, at, end);
  }

  @Override
  void scan(RdataScanner in, WireWriter to) throws SyntaxException {
    int start = to.position();
    in.decodeRest(Encoding.BASE64, name(), to);
    if (to.overflowed()) {
      return;
    }
    boolean empty = to.position() == start;
    if (hasNoKey(to.octets(), start) != empty) {
      throw in.error(name(), empty ? "missing" : "given although the flags say that there is none");
    }
  }
}
