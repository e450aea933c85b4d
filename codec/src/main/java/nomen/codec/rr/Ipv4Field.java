package nomen.codec.rr;

import nomen.codec.text.SyntaxException;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;

/** An IPv4 address, or 32 bits that are written like one (L32, RFC 6742 section 2.2). */
final class Ipv4Field extends RdataField {
  static final int OCTETS = 4;

  Ipv4Field(String name) {
    super(name);
  }

  @Override
  public String kind() {
    return "IPv4 address";
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
    Addresses.printIpv4(to, rdata, at);
  }

  @Override
  void scan(RdataScanner in, WireWriter to) throws SyntaxException {
    in.need(this);
    in.ipv4(name(), to);
  }
}
