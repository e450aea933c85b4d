package nomen.codec.rr;

import nomen.codec.name.Labels;
import nomen.codec.name.NameText;
import nomen.codec.text.SyntaxException;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;

/**
 * HIP's whole rdata (RFC 8005 section 5); in text the algorithm comes first, and no lengths:
 *
 * <pre>
 *   HIT octets 8 | algorithm 8 | key octets 16 | HIT | public key | names of rendezvous servers
 * </pre>
 */
final class HipField extends RdataField {
  private static final String HIT = "HIT";
  private static final String KEY = "public key";
  private static final String SERVERS = "rendezvous servers";

  HipField(String name) {
    super(name);
  }

  @Override
  public String kind() {
    return "algorithm, HIT in hexadecimal, key in Base64, rendezvous servers";
  }

  @Override
  void check(WireReader from, int end) throws WireFormatException {
    int start = from.position();
    int hit = from.readU8("HIT length");
    from.skip(1, "algorithm");
    int key = from.readU16("public key length");
    if (hit == 0) {
      throw new WireFormatException(start, HIT + ": empty");
    }
    if (key == 0) {
      throw new WireFormatException(start + 2, KEY + ": empty");
    }
    if (hit + key > end - from.position()) {
      throw new WireFormatException(start, KEY + ": runs past the end of the rdata");
    }
    pass(from, hit + key);
    RdataField server = new NameField(SERVERS);
    while (from.position() < end) {
      NameField.checkPlain(server, from, end);
    }
  }

  @Override
  int length(byte[] rdata, int at, int end) {
    return end - at;
  }

  @Override
  void print(StringBuilder to, byte[] rdata, int at, int end) {
    int hit = at + 4;
    int key = hit + (rdata[at] & 0xff);
    int servers = key + Octets.u16(rdata, at + 2);
    to.append(rdata[at + 1] & 0xff).append(' ');
    Octets.printHex(to, rdata, hit, key);
    to.append(' ');
    BinaryField.print(to, Encoding.BASE64, rdata, key, servers);
    for (int i = servers; i < end; i += Labels.length(rdata, i)) {
      to.append(' ');
      NameText.print(to, rdata, i);
    }
  }

  @Override
  void scan(RdataScanner in, WireWriter to) throws SyntaxException {
    int start = to.position();
    to.writeU8(0);
    in.need("algorithm");
    to.writeU8(in.integer("algorithm", 255, Mnemonics.NONE));
    to.writeU16(0);
    in.need(HIT);
    in.decode(Encoding.HEX, HIT, to);
    int hit = to.position() - start - 4;
    if (hit > 255) {
      throw in.error(HIT, "over 255 octets");
    }
    in.need(KEY);
    in.decode(Encoding.BASE64, KEY, to);
    int key = to.position() - start - 4 - hit;
    if (!to.overflowed()) {
      to.octets()[start] = (byte) hit;
      to.patchU16(start + 2, key);
    }
    while (in.more()) {
      in.name(SERVERS, to);
    }
  }
}
