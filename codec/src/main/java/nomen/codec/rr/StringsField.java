package nomen.codec.rr;

import nomen.codec.text.SyntaxException;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;

/** One or more character-strings, to the end of the rdata (RFC 1035 section 3.3.14). */
final class StringsField extends RdataField {
  StringsField(String name) {
    super(name);
  }

  @Override
  public String kind() {
    return "one or more character-strings";
  }

  @Override
  void check(WireReader from, int end) throws WireFormatException {
    do {
      StringField.checkOne(this, from, end);
    } while (from.position() < end);
  }

  @Override
  int length(byte[] rdata, int at, int end) {
    return end - at;
  }

  @Override
  void print(StringBuilder to, byte[] rdata, int at, int end) {
    for (int i = at; i < end; ) {
      int next = i + 1 + (rdata[i] & 0xff);
      if (i > at) {
        to.append(' ');
      }
      Octets.printQuoted(to, rdata, i + 1, next);
      i = next;
    }
  }

  @Override
  void scan(RdataScanner in, WireWriter to) throws SyntaxException {
    in.need(this);
    do {
      in.string(name(), to);
    } while (in.more());
  }
}
