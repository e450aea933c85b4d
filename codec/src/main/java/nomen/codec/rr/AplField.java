package nomen.codec.rr;

import nomen.codec.text.SyntaxException;
import nomen.codec.text.Tokenizer;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;

/**
 * A list of address prefixes (RFC 3123 section 4):
 *
 * <pre>
 *   ( family 16 | prefix length 8 | negated 1 | octets 7 | address without trailing zero octets )*
 * </pre>
 */
final class AplField extends RdataField {
  AplField(String name) {
    super(name);
  }

  @Override
  public String kind() {
    return "address prefixes, [!]family:address/prefix";
  }

  private static int addressOctets(int family) {
    return switch (family) {
      case 1 -> Ipv4Field.OCTETS;
      case 2 -> Ipv6Field.OCTETS;
      default -> 0;
    };
  }

  @Override
  void check(WireReader from, int end) throws WireFormatException {
    int start = from.position();
    byte[] octets = from.octets();
    int at = start;
    while (at < end) {
      if (end - at < 4) {
        throw malformed(at, "item cut short");
      }
      int family = addressOctets(Octets.u16(octets, at));
      int length = octets[at + 3] & 0x7f;
      if (family == 0) {
        throw malformed(at, "address family other than 1 and 2");
      }
      if ((octets[at + 2] & 0xff) > 8 * family) {
        throw malformed(at + 2, "prefix longer than the address");
      }
      if (length > family) {
        throw malformed(at + 3, "more octets than an address has");
      }
      if (length > end - at - 4) {
        throw malformed(at + 3, "address runs past the end of the rdata");
      }
      if (length > 0 && octets[at + 3 + length] == 0) {
        throw malformed(at + 3 + length, "address ends with a zero octet");
      }
      at += 4 + length;
    }
    pass(from, end - start);
  }

  @Override
  int length(byte[] rdata, int at, int end) {
    return end - at;
  }

  @Override
  void print(StringBuilder to, byte[] rdata, int at, int end) {
    byte[] address = new byte[Ipv6Field.OCTETS];
    int length;
    for (int i = at; i < end; i += 4 + length) {
      length = rdata[i + 3] & 0x7f;
      java.util.Arrays.fill(address, (byte) 0);
      System.arraycopy(rdata, i + 4, address, 0, length);
      if (i > at) {
        to.append(' ');
      }
      if (rdata[i + 3] < 0) {
        to.append('!');
      }
      int family = Octets.u16(rdata, i);
      to.append(family).append(':');
      if (family == 1) {
        Addresses.printIpv4(to, address, 0);
      } else {
        Addresses.printIpv6(to, address, 0);
      }
      to.append('/').append(rdata[i + 2] & 0xff);
    }
  }

  @Override
  void scan(RdataScanner in, WireWriter to) throws SyntaxException {
    byte[] address = new byte[Ipv6Field.OCTETS];
    while (in.more()) {
      Tokenizer token = in.tokens();
      byte[] text = token.octets();
      int at = token.start();
      int end = token.end();
      boolean negated = at < end && text[at] == '!';
      if (negated) {
        at++;
      }
      if (end - at < 2 || text[at + 1] != ':' || text[at] != '1' && text[at] != '2') {
        throw in.error(name(), "item begins with neither 1: nor 2:");
      }
      int family = text[at] - '0';
      int slash = end - 1;
      while (slash > at && text[slash] != '/') {
        slash--;
      }
      boolean known =
          family == 1
              ? Addresses.scanIpv4(text, at + 2, slash, address, 0)
              : Addresses.scanIpv6(text, at + 2, slash, address, 0);
      if (!known) {
        throw in.error(name(), "no address of family " + family);
      }
      int octets = addressOctets(family);
      long prefix = in.decimal(name(), text, slash + 1, end, 0, 8L * octets);
      int length = octets;
      while (length > 0 && address[length - 1] == 0) {
        length--;
      }
      to.writeU16(family);
      to.writeU8((int) prefix);
      to.writeU8(negated ? length | 0x80 : length);
      to.writeOctets(address, 0, length);
    }
  }
}
