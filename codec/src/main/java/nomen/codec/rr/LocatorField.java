package nomen.codec.rr;

import nomen.codec.text.SyntaxException;
import nomen.codec.text.Tokenizer;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;

/** 64 bits in four groups of hexadecimal digits (NID and L64, RFC 6742 section 2). */
final class LocatorField extends RdataField {
  private static final int OCTETS = 8;

  LocatorField(String name) {
    super(name);
  }

  @Override
  public String kind() {
    return "64 bits, four groups of hexadecimal digits";
  }

  @Override
  void check(WireReader from, int end) throws WireFormatException {
    pass(from, OCTETS);
  }

  @Override
  int length(byte[] rdata, int at, int end) {
    return OCTETS;
  }

  @Override
  void print(StringBuilder to, byte[] rdata, int at, int end) {
    for (int i = at; i < end; i += 2) {
      if (i > at) {
        to.append(':');
      }
      Octets.printHexDigits(to, Octets.u16(rdata, i), 4);
    }
  }

  @Override
  void scan(RdataScanner in, WireWriter to) throws SyntaxException {
    in.need(this);
    Tokenizer token = in.tokens();
    byte[] text = token.octets();
    int at = token.start();
    for (int group = 0; group < 4; group++) {
      if (group > 0 && (at >= token.end() || text[at++] != ':')) {
        throw in.error(name(), "other than four groups with colons between");
      }
      int first = at;
      int value = 0;
      int digit;
      while (at < token.end() && (digit = Octets.hexDigit(text[at])) >= 0) {
        value = value << 4 | digit;
        at++;
      }
      if (at == first || at - first > 4) {
        throw in.error(name(), "group of other than 1 to 4 hexadecimal digits");
      }
      to.writeU16(value);
    }
    if (at != token.end()) {
      throw in.error(name(), "other than four groups with colons between");
    }
  }
}
