package nomen.codec.rr;

import nomen.codec.text.SyntaxException;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;

/** Octets of which nothing is known; in text only as \# (RFC 3597 section 5). */
final class GenericField extends RdataField {
  GenericField(String name) {
    super(name);
  }

  @Override
  public String kind() {
    return "any octets, as \\# length hexadecimal";
  }

  @Override
  void check(WireReader from, int end) throws WireFormatException {
    pass(from, end - from.position());
  }

  @Override
  int length(byte[] rdata, int at, int end) {
    return end - at;
  }

  @Override
  void print(StringBuilder to, byte[] rdata, int at, int end) {
    RdataPrinter.printGeneric(to, rdata, at, end);
  }

  @Override
  void scan(RdataScanner in, WireWriter to) throws SyntaxException {
    in.need(this);
    throw in.error(name(), "has no text but \\# length hexadecimal");
  }
}
