package nomen.codec.rr;

import nomen.codec.text.SyntaxException;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;

/** An IPv6 address (RFC 3596); printed as RFC 5952 says. */
final class Ipv6Field extends RdataField {
  static final int OCTETS = 16;

  Ipv6Field(String name) {
    super(name);
  }

  @Override
  public String kind() {
    return "IPv6 address";
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
    Addresses.printIpv6(to, rdata, at);
  }

  @Override
  void scan(RdataScanner in, WireWriter to) throws SyntaxException {
    in.need(this);
    in.ipv6(name(), to);
  }
}
