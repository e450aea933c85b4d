package nomen.codec.rr;

import nomen.codec.name.Labels;
import nomen.codec.name.NameText;
import nomen.codec.text.SyntaxException;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;

/**
 * IPSECKEY's gateway type, algorithm and gateway (RFC 4025 section 2). The type says what the
 * gateway is: 0 nothing, 1 an IPv4 address, 2 an IPv6 address, 3 a name, never compressed.
 */
final class GatewayField extends RdataField {
  GatewayField(String name) {
    super(name);
  }

  @Override
  public String kind() {
    return "gateway type, algorithm, and nothing, address or name";
  }

  @Override
  void check(WireReader from, int end) throws WireFormatException {
    int type = from.readU8("gateway type");
    from.skip(1, "algorithm");
    if (type > 3) {
      throw new WireFormatException(from.position() - 2, "gateway type: over 3");
    }
    checkTarget(this, type, from, end);
  }

  static void checkTarget(RdataField field, int type, WireReader from, int end)
      throws WireFormatException {
    switch (type) {
      case 0 -> {}
      case 1 -> field.pass(from, Ipv4Field.OCTETS);
      case 2 -> field.pass(from, Ipv6Field.OCTETS);
      default -> NameField.checkPlain(field, from, end);
    }
  }

  static int targetLength(int type, byte[] rdata, int at) {
    return switch (type) {
      case 0 -> 0;
      case 1 -> Ipv4Field.OCTETS;
      case 2 -> Ipv6Field.OCTETS;
      default -> Labels.length(rdata, at);
    };
  }

  static void printTarget(StringBuilder to, int type, byte[] rdata, int at) {
    switch (type) {
      case 0 -> to.append('.');
      case 1 -> Addresses.printIpv4(to, rdata, at);
      case 2 -> Addresses.printIpv6(to, rdata, at);
      default -> NameText.print(to, rdata, at);
    }
  }

  static void scanTarget(RdataScanner in, String field, int type, WireWriter to)
      throws SyntaxException {
    in.need(field);
    switch (type) {
      case 0 -> {
        if (!in.tokens().is(".")) {
          throw in.error(field, "other than \".\" although there is none");
        }
      }
      case 1 -> in.ipv4(field, to);
      case 2 -> in.ipv6(field, to);
      default -> in.name(field, to);
    }
  }

  @Override
  int length(byte[] rdata, int at, int end) {
    return 2 + targetLength(rdata[at], rdata, at + 2);
  }

  @Override
  void print(StringBuilder to, byte[] rdata, int at, int end) {
    to.append(rdata[at]).append(' ').append(rdata[at + 1] & 0xff).append(' ');
    printTarget(to, rdata[at], rdata, at + 2);
  }

  @Override
  void scan(RdataScanner in, WireWriter to) throws SyntaxException {
    in.need("gateway type");
    int type = (int) in.number("gateway type", 3);
    to.writeU8(type);
    in.need("algorithm");
    to.writeU8((int) in.number("algorithm", 255));
    scanTarget(in, name(), type, to);
  }
}
