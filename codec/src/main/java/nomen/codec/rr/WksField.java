package nomen.codec.rr;

import nomen.codec.text.SyntaxException;
import nomen.codec.text.Tokenizer;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;

/**
 * WKS's protocol and the bitmap of its ports (RFC 1035 section 3.4.2). Ports and protocols are
 * printed as numbers; of the names of RFC 1010 those still in use are understood.
 */
final class WksField extends RdataField {
  private static final int MAX_BITMAP_OCTETS = 65_536 / 8;

  private static final Mnemonics SERVICES =
      new Mnemonics(
          false,
          "ECHO=7",
          "DISCARD=9",
          "SYSTAT=11",
          "DAYTIME=13",
          "CHARGEN=19",
          "FTP-DATA=20",
          "FTP=21",
          "SSH=22",
          "TELNET=23",
          "SMTP=25",
          "TIME=37",
          "NAMESERVER=42",
          "DOMAIN=53",
          "TFTP=69",
          "FINGER=79",
          "HTTP=80",
          "HOSTNAME=101",
          "HOSTNAMES=101",
          "POP3=110",
          "SUNRPC=111",
          "NNTP=119",
          "NTP=123",
          "IMAP=143",
          "SNMP=161",
          "HTTPS=443");

  WksField(String name) {
    super(name);
  }

  @Override
  public String kind() {
    return "protocol and ports";
  }

  @Override
  void check(WireReader from, int end) throws WireFormatException {
    from.skip(1, "protocol");
    if (end - from.position() > MAX_BITMAP_OCTETS) {
      throw malformed(from.position(), "bitmap of over 8192 octets");
    }
    pass(from, end - from.position());
  }

  @Override
  boolean isPrintable(byte[] rdata, int at, int end) {
    // In a list of ports there is no place for zero octets behind the last of them; and NSD reads
    // no empty list.
    return end > at + 1 && rdata[end - 1] != 0;
  }

  @Override
  int length(byte[] rdata, int at, int end) {
    return end - at;
  }

  @Override
  void print(StringBuilder to, byte[] rdata, int at, int end) {
    to.append(rdata[at] & 0xff);
    for (int port = 0; port < 8 * (end - at - 1); port++) {
      if ((rdata[at + 1 + port / 8] & 0x80 >> port % 8) != 0) {
        to.append(' ').append(port);
      }
    }
  }

  @Override
  void scan(RdataScanner in, WireWriter to) throws SyntaxException {
    in.need("protocol");
    to.writeU8(in.integer("protocol", 255, Mnemonics.PROTOCOL));
    byte[] bits = new byte[MAX_BITMAP_OCTETS];
    int length = 0;
    while (in.more()) {
      Tokenizer token = in.tokens();
      int port = SERVICES.number(token.octets(), token.start(), token.end());
      if (port < 0) {
        port = (int) in.number(name(), 65_535);
      }
      bits[port >> 3] |= (byte) (0x80 >> (port & 7));
      length = Math.max(length, (port >> 3) + 1);
    }
    to.writeOctets(bits, 0, length);
  }
}
