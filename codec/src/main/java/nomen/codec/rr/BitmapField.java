package nomen.codec.rr;

import nomen.codec.text.SyntaxException;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;

/**
 * A set of RR types, to the end of the rdata (RFC 4034 section 4.1.2):
 *
 * <pre>
 *   ( window number, octets of bitmap 1 to 32, bitmap )*      windows ascending, none empty
 * </pre>
 */
final class BitmapField extends RdataField {
  private static final int MAX_WINDOW_OCTETS = 32;

  private final boolean mayBeEmpty;

  BitmapField(String name, boolean mayBeEmpty) {
    super(name);
    this.mayBeEmpty = mayBeEmpty;
  }

  @Override
  public String kind() {
    return mayBeEmpty ? "set of RR types" : "set of RR types, not empty";
  }

  @Override
  void check(WireReader from, int end) throws WireFormatException {
    int at = from.position();
    byte[] octets = from.octets();
    if (at == end && !mayBeEmpty) {
      throw malformed(at, "empty");
    }
    int previous = -1;
    int next = at;
    while (next < end) {
      if (end - next < 3) {
        throw malformed(next, "window cut short");
      }
      int window = octets[next] & 0xff;
      int length = octets[next + 1] & 0xff;
      if (window <= previous) {
        throw malformed(next, "windows not in ascending order");
      }
      if (length == 0 || length > MAX_WINDOW_OCTETS) {
        throw malformed(next + 1, "bitmap of other than 1 to 32 octets");
      }
      if (length > end - next - 2) {
        throw malformed(next + 1, "bitmap runs past the end of the rdata");
      }
      if (octets[next + 1 + length] == 0) {
        throw malformed(next + 1 + length, "bitmap ends with a zero octet");
      }
      previous = window;
      next += 2 + length;
    }
    pass(from, end - at);
  }

  @Override
  int length(byte[] rdata, int at, int end) {
    return end - at;
  }

  @Override
  void print(StringBuilder to, byte[] rdata, int at, int end) {
    boolean first = true;
    for (int window = at; window < end; window += 2 + rdata[window + 1]) {
      for (int bit = 0; bit < 8 * rdata[window + 1]; bit++) {
        if ((rdata[window + 2 + bit / 8] & 0x80 >> bit % 8) != 0) {
          if (!first) {
            to.append(' ');
          }
          first = false;
          RRTypes.print(to, (rdata[window] & 0xff) << 8 | bit);
        }
      }
    }
  }

  @Override
  void scan(RdataScanner in, WireWriter to) throws SyntaxException {
    byte[] bits = in.typeBits();
    int highest = -1;
    while (in.more()) {
      int code = RRTypes.scanCode(in.tokens());
      if (code < 0) {
        throw in.error(name(), "no RR type: " + in.tokens().text());
      }
      bits[code >> 3] |= (byte) (0x80 >> (code & 7));
      highest = Math.max(highest, code);
    }
    if (highest < 0 && !mayBeEmpty) {
      throw in.error(name(), "missing");
    }
    for (int window = 0; window <= highest >> 8; window++) {
      int start = window * MAX_WINDOW_OCTETS;
      int length = MAX_WINDOW_OCTETS;
      while (length > 0 && bits[start + length - 1] == 0) {
        length--;
      }
      if (length > 0) {
        to.writeU8(window);
        to.writeU8(length);
        to.writeOctets(bits, start, length);
      }
    }
  }
}
