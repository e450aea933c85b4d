package nomen.codec.rr;

import nomen.codec.text.SyntaxException;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;

/** An unsigned integer of 8, 16 or 32 bits; printed in decimal. */
final class IntegerField extends RdataField {
  private final int octets;
  private final Mnemonics mnemonics;
  private final boolean units;

  /**
   * Makes one.
   *
   * @param mnemonics names that stand for numbers in text
   * @param units whether text may give a time as in "1w2d"
   */
  IntegerField(String name, int octets, Mnemonics mnemonics, boolean units) {
    super(name);
    this.octets = octets;
    this.mnemonics = mnemonics;
    this.units = units;
  }

  int octets() {
    return octets;
  }

  @Override
  public String kind() {
    String bits = 8 * octets + "-bit integer";
    return units ? bits + ", seconds" : mnemonics.isEmpty() ? bits : bits + " or mnemonic";
  }

  @Override
  void check(WireReader from, int end) throws WireFormatException {
    pass(from, octets);
  }

  @Override
  int length(byte[] rdata, int at, int end) {
    return octets;
  }

  @Override
  void print(StringBuilder to, byte[] rdata, int at, int end) {
    long value = Octets.unsigned(rdata, at, octets);
    mnemonics.print(to, value);
  }

  @Override
  void scan(RdataScanner in, WireWriter to) throws SyntaxException {
    in.need(this);
    long value = units ? in.seconds(name()) : in.integer(name(), (1L << 8 * octets) - 1, mnemonics);
    switch (octets) {
      case 1 -> to.writeU8((int) value);
      case 2 -> to.writeU16((int) value);
      default -> to.writeU32((int) value);
    }
  }
}
