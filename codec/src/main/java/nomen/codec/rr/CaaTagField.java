package nomen.codec.rr;

import nomen.codec.text.SyntaxException;
import nomen.codec.text.Tokenizer;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;

/** CAA's property tag: 1 to 255 ASCII letters and digits (RFC 8659 section 4.1). */
final class CaaTagField extends RdataField {
  CaaTagField(String name) {
    super(name);
  }

  @Override
  public String kind() {
    return "letters and digits";
  }

  @Override
  void check(WireReader from, int end) throws WireFormatException {
    int at = from.position();
    int length = at < end ? from.octets()[at] & 0xff : 0;
    if (length + 1 > end - at) {
      throw malformed(at, "runs past the end of the rdata");
    }
    if (length == 0) {
      throw malformed(at, "empty");
    }
    for (int i = 1; i <= length; i++) {
      if (!isTagOctet(from.octets()[at + i])) {
        throw malformed(at + i, "octet other than a letter or digit");
      }
    }
    pass(from, length + 1);
  }

  static boolean isTagOctet(byte octet) {
    int lower = octet | 0x20;
    return octet >= '0' && octet <= '9' || lower >= 'a' && lower <= 'z';
  }

  @Override
  int length(byte[] rdata, int at, int end) {
    return (rdata[at] & 0xff) + 1;
  }

  @Override
  void print(StringBuilder to, byte[] rdata, int at, int end) {
    for (int i = at + 1; i < end; i++) {
      to.append((char) rdata[i]);
    }
  }

  @Override
  void scan(RdataScanner in, WireWriter to) throws SyntaxException {
    in.need(this);
    Tokenizer token = in.tokens();
    if (token.length() == 0 || token.length() > 255) {
      throw in.error(name(), "other than 1 to 255 octets");
    }
    for (int i = token.start(); i < token.end(); i++) {
      if (!isTagOctet(token.octets()[i])) {
        throw in.error(name(), "character other than a letter or digit");
      }
    }
    to.writeU8(token.length());
    to.writeOctets(token.octets(), token.start(), token.length());
  }
}
