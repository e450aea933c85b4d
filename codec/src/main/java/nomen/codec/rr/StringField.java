package nomen.codec.rr;

import nomen.codec.text.SyntaxException;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;

/** A character-string of up to 255 octets (RFC 1035 section 3.3). */
final class StringField extends RdataField {
  private final boolean optional;

  /**
   * Makes one.
   *
   * @param optional whether the rdata may end before it; only a last field can be so
   */
  StringField(String name, boolean optional) {
    super(name);
    this.optional = optional;
  }

  boolean isOptional() {
    return optional;
  }

  @Override
  public String kind() {
    return optional ? "character-string, optional" : "character-string";
  }

  @Override
  void check(WireReader from, int end) throws WireFormatException {
    if (optional && from.position() == end) {
      return;
    }
    checkOne(this, from, end);
  }

  static void checkOne(RdataField field, WireReader from, int end) throws WireFormatException {
    int at = from.position();
    int length = at < end ? from.octets()[at] & 0xff : 0;
    if (length + 1 > end - at) {
      throw field.malformed(at, "character-string runs past the end of the rdata");
    }
    field.pass(from, length + 1);
  }

  @Override
  int length(byte[] rdata, int at, int end) {
    return at == end ? 0 : (rdata[at] & 0xff) + 1;
  }

  @Override
  void print(StringBuilder to, byte[] rdata, int at, int end) {
    if (at < end) {
      Octets.printQuoted(to, rdata, at + 1, end);
    }
  }

  @Override
  void scan(RdataScanner in, WireWriter to) throws SyntaxException {
    if (optional && !in.more()) {
      return;
    }
    if (!optional) {
      in.need(this);
    }
    in.string(name(), to);
  }
}
