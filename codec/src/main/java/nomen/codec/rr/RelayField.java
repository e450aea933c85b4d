package nomen.codec.rr;

import nomen.codec.text.SyntaxException;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;

/**
 * AMTRELAY's discovery-optional bit, relay type and relay (RFC 8777 section 4.2). The type says
 * what the relay is, as in {@link GatewayField}; a relay of a type over 3 is opaque.
 */
final class RelayField extends RdataField {
  private static final int MAX_TYPE = 3;

  RelayField(String name) {
    super(name);
  }

  @Override
  public String kind() {
    return "discovery bit, relay type, and nothing, address or name";
  }

  @Override
  void check(WireReader from, int end) throws WireFormatException {
    int first = from.readU8("relay type");
    int type = first & 0x7f;
    if (type > MAX_TYPE) {
      pass(from, end - from.position());
    } else {
      GatewayField.checkTarget(this, type, from, end);
    }
  }

  @Override
  boolean isPrintable(byte[] rdata, int at, int end) {
    return (rdata[at] & 0x7f) <= MAX_TYPE;
  }

  @Override
  int length(byte[] rdata, int at, int end) {
    int type = rdata[at] & 0x7f;
    return type > MAX_TYPE ? end - at : 1 + GatewayField.targetLength(type, rdata, at + 1);
  }

  @Override
  void print(StringBuilder to, byte[] rdata, int at, int end) {
    int type = rdata[at] & 0x7f;
    to.append(rdata[at] < 0 ? 1 : 0).append(' ').append(type).append(' ');
    GatewayField.printTarget(to, type, rdata, at + 1);
  }

  @Override
  void scan(RdataScanner in, WireWriter to) throws SyntaxException {
    in.need("discovery optional");
    int optional = (int) in.number("discovery optional", 1);
    in.need("relay type");
    int type = (int) in.number("relay type", MAX_TYPE);
    to.writeU8(optional << 7 | type);
    GatewayField.scanTarget(in, name(), type, to);
  }
}
