package nomen.codec.rr;

import nomen.codec.text.SyntaxException;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;

/** The code of an RR type, as its mnemonic or TYPEnnn. */
final class TypeField extends RdataField {
  private static final int OCTETS = 2;

  TypeField(String name) {
    super(name);
  }

  @Override
  public String kind() {
    return "RR type";
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
    RRTypes.print(to, Octets.u16(rdata, at));
  }

  @Override
  void scan(RdataScanner in, WireWriter to) throws SyntaxException {
    in.need(this);
    int code = RRTypes.scanCode(in.tokens());
    if (code < 0) {
      throw in.error(name(), "no RR type: " + in.tokens().text());
    }
    to.writeU16(code);
  }
}
