package nomen.codec.rr;

import nomen.codec.text.SyntaxException;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;

/** A text of any length, to the end of the rdata (CAA's value, URI's target). */
final class TextField extends RdataField {
  private final int minimum;

  /** Makes one of at least {@code minimum} octets. */
  TextField(String name, int minimum) {
    super(name);
    this.minimum = minimum;
  }

  int minimum() {
    return minimum;
  }

  @Override
  public String kind() {
    return "text to the end";
  }

  @Override
  void check(WireReader from, int end) throws WireFormatException {
    if (end - from.position() < minimum) {
      throw malformed(from.position(), "empty");
    }
    pass(from, end - from.position());
  }

  @Override
  int length(byte[] rdata, int at, int end) {
    return end - at;
  }

  @Override
  void print(StringBuilder to, byte[] rdata, int at, int end) {
    Octets.printQuoted(to, rdata, at, end);
  }

  @Override
  void scan(RdataScanner in, WireWriter to) throws SyntaxException {
    in.need(this);
    int start = to.position();
    in.text(name(), to);
    if (to.position() - start < minimum) {
      throw in.error(name(), "empty");
    }
  }
}
