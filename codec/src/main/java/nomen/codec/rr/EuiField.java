package nomen.codec.rr;

import nomen.codec.text.SyntaxException;
import nomen.codec.text.Tokenizer;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;

/** A hardware address of 6 or 8 octets (RFC 7043). */
final class EuiField extends RdataField {
  private final int octets;

  EuiField(String name, int octets) {
    super(name);
    this.octets = octets;
  }

  int octets() {
    return octets;
  }

  @Override
  public String kind() {
    return octets + " octets in hexadecimal with hyphens";
  }

  @Override
  void check(WireReader from, int end) throws WireFormatException {
    pass(from, octets);
  }

  @Override
  int length(byte[] rdata, int at, int end) {
    return octets;
  }

  @Override
  void print(StringBuilder to, byte[] rdata, int at, int end) {
    for (int i = at; i < end; i++) {
      if (i > at) {
        to.append('-');
      }
      Octets.printHexDigits(to, rdata[i] & 0xff, 2);
    }
  }

  @Override
  void scan(RdataScanner in, WireWriter to) throws SyntaxException {
    in.need(this);
    Tokenizer token = in.tokens();
    byte[] text = token.octets();
    if (token.length() != 3 * octets - 1) {
      throw in.error(name(), "other than " + octets + " pairs of digits with hyphens between");
    }
    for (int i = 0; i < octets; i++) {
      int at = token.start() + 3 * i;
      int high = Octets.hexDigit(text[at]);
      int low = Octets.hexDigit(text[at + 1]);
      if (high < 0 || low < 0 || i < octets - 1 && text[at + 2] != '-') {
        throw in.error(name(), "other than " + octets + " pairs of digits with hyphens between");
      }
      to.writeU8(high << 4 | low);
    }
  }
}
