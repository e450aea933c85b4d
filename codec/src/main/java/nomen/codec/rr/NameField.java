package nomen.codec.rr;

import java.util.EnumSet;
import java.util.Set;
import nomen.codec.name.Labels;
import nomen.codec.name.NameText;
import nomen.codec.text.SyntaxException;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;

/** A domain name. */
final class NameField extends RdataField {
  /** What holds for the name of a field, beside its being a name. */
  enum Rule {
    /** May be compressed on output; only in types of RFC 1035 (RFC 3597 section 4). */
    COMPRESSIBLE,
    /** Is decompressed although nobody should have compressed it (RFC 3597 section 4). */
    DECOMPRESSIBLE,
    /** The canonical form folds its case (RFC 4034 section 6.2, RFC 6840 section 5.1). */
    CASE_FOLDED,
    /** Its addresses are additional data. */
    ADDITIONAL
  }

  private final Set<Rule> rules;
  private final boolean decompressed;

  NameField(String name, Rule... rules) {
    super(name);
    Set<Rule> set = EnumSet.noneOf(Rule.class);
    set.addAll(Set.of(rules));
    this.rules = set;
    this.decompressed = set.contains(Rule.COMPRESSIBLE) || set.contains(Rule.DECOMPRESSIBLE);
  }

  boolean isCompressible() {
    return rules.contains(Rule.COMPRESSIBLE);
  }

  boolean isDecompressible() {
    return decompressed;
  }

  boolean isCaseFolded() {
    return rules.contains(Rule.CASE_FOLDED);
  }

  boolean isAdditional() {
    return rules.contains(Rule.ADDITIONAL);
  }

  @Override
  public String kind() {
    return "name";
  }

  @Override
  void check(WireReader from, int end) throws WireFormatException {
    checkPlain(this, from, end);
  }

  @Override
  void read(WireReader from, int end, WireWriter to) throws WireFormatException {
    if (!decompressed) {
      super.read(from, end, to);
      return;
    }
    int at = to.claim(Labels.MAX_NAME_OCTETS);
    if (at < 0) {
      throw malformed(from.position(), "rdata of over 65535 octets when decompressed");
    }
    int length = from.readName(to.octets(), at, name());
    to.rollback(at + length);
  }

  /** Passes over a name in which compression is not allowed. */
  static void checkPlain(RdataField field, WireReader from, int end) throws WireFormatException {
    int start = from.position();
    byte[] octets = from.octets();
    int at = start;
    int label;
    do {
      label = at < end ? octets[at] & 0xff : 0;
      if (label > Labels.MAX_LABEL_OCTETS) {
        throw field.malformed(
            at, label >= 0xc0 ? "compression is not allowed here" : "label type other than 00");
      }
      if (label >= end - at) {
        throw field.malformed(at, "name runs past the end of the rdata");
      }
      at += label + 1;
      if (at - start > Labels.MAX_NAME_OCTETS) {
        throw field.malformed(start, "name of over 255 octets");
      }
    } while (label > 0);
    field.pass(from, at - start);
  }

  @Override
  int length(byte[] rdata, int at, int end) {
    return Labels.length(rdata, at);
  }

  @Override
  void fold(byte[] rdata, int at, int end) {
    if (isCaseFolded()) {
      Labels.copyLower(rdata, at, rdata, at, end - at);
    }
  }

  @Override
  void print(StringBuilder to, byte[] rdata, int at, int end) {
    NameText.print(to, rdata, at);
  }

  @Override
  void scan(RdataScanner in, WireWriter to) throws SyntaxException {
    in.need(this);
    in.name(name(), to);
  }
}
