package nomen.codec.rr;

import nomen.codec.text.SyntaxException;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;

/**
 * A field of an rdata: its name, and how it is read, printed and scanned. The rows of {@link
 * RRTypes} are made of these.
 *
 * <p>{@link #read} and {@link #check} are the only doors: what they have let in is uncompressed and
 * well-formed, and the other methods trust that.
 */
public abstract sealed class RdataField
    permits AplField,
        BinaryField,
        BitmapField,
        CaaTagField,
        DigestField,
        EuiField,
        GatewayField,
        GenericField,
        HipField,
        IntegerField,
        KeyField,
        Ipv4Field,
        Ipv6Field,
        LocField,
        LocatorField,
        NameField,
        NsapField,
        RelayField,
        StringField,
        StringsField,
        SvcParamsField,
        TextField,
        TimestampField,
        TypeField,
        WksField {
  private final String name;

  RdataField(String name) {
    this.name = name;
  }

  /** The field's name as its RFC spells it, in lower case. */
  public final String name() {
    return name;
  }

  /** What kind of field it is, in a few words for people. */
  public abstract String kind();

  /**
   * Checks the field as it stands, uncompressed, and passes over it.
   *
   * @param end the offset in the reader's array behind the rdata; a field that finds itself beyond
   *     it afterwards is refused by the caller
   */
  abstract void check(WireReader from, int end) throws WireFormatException;

  /**
   * Reads the field, checks it and writes it uncompressed. What is not decompressed is written as
   * it stands.
   */
  void read(WireReader from, int end, WireWriter to) throws WireFormatException {
    int at = from.position();
    check(from, end);
    to.writeOctets(from.octets(), at, from.position() - at);
  }

  /** The octets that the field takes in an uncompressed rdata that ends at {@code end}. */
  abstract int length(byte[] rdata, int at, int end);

  /** Prints the field, which takes the octets from {@code at} to {@code end}; no spaces around. */
  abstract void print(StringBuilder to, byte[] rdata, int at, int end);

  /**
   * Scans the field's tokens and writes them in wire format.
   *
   * @throws SyntaxException naming the place, the field and the type
   */
  abstract void scan(RdataScanner in, WireWriter to) throws SyntaxException;

  /**
   * Whether the field's text can say all that its octets do; if not, the rdata is printed as \\#.
   */
  boolean isPrintable(byte[] rdata, int at, int end) {
    return true;
  }

  /** Brings the field into canonical form where it stands; the length never changes. */
  void fold(byte[] rdata, int at, int end) {}

  /** Says that the field breaks a rule. */
  final WireFormatException malformed(int offset, String rule) {
    return new WireFormatException(offset, name + ": " + rule);
  }

  /** Passes over octets of any value. */
  final void pass(WireReader from, int count) throws WireFormatException {
    if (count < 0) {
      throw malformed(from.position(), "missing");
    }
    from.skip(count, name);
  }
}
