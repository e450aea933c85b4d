package nomen.codec.rr;

import nomen.codec.text.SyntaxException;
import nomen.codec.text.Tokenizer;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;

/** An NSAP address: 0x and hexadecimal digits, with dots anywhere (RFC 1706 section 7). */
final class NsapField extends RdataField {
  NsapField(String name) {
    super(name);
  }

  @Override
  public String kind() {
    return "0x and hexadecimal digits";
  }

  @Override
  void check(WireReader from, int end) throws WireFormatException {
    if (from.position() == end) {
      throw malformed(end, "empty");
    }
    pass(from, end - from.position());
  }

  @Override
  int length(byte[] rdata, int at, int end) {
    return end - at;
  }

  @Override
  void print(StringBuilder to, byte[] rdata, int at, int end) {
    to.append("0x");
    Octets.printHex(to, rdata, at, end);
  }

  @Override
  void scan(RdataScanner in, WireWriter to) throws SyntaxException {
    in.need(this);
    Tokenizer token = in.tokens();
    byte[] text = token.octets();
    int at = token.start();
    if (token.length() < 2 || text[at] != '0' || (text[at + 1] | 0x20) != 'x') {
      throw in.error(name(), "does not begin with 0x");
    }
    int high = -1;
    int start = to.position();
    for (at += 2; at < token.end(); at++) {
      if (text[at] == '.') {
        continue;
      }
      int digit = Octets.hexDigit(text[at]);
      if (digit < 0) {
        throw in.error(name(), "not hexadecimal");
      }
      if (high < 0) {
        high = digit;
      } else {
        to.writeU8(high << 4 | digit);
        high = -1;
      }
    }
    if (high >= 0) {
      throw in.error(name(), "odd number of hexadecimal digits");
    }
    if (to.position() == start) {
      throw in.error(name(), "empty");
    }
  }
}
