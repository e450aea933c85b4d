package nomen.codec.edns;

import java.util.Arrays;
import java.util.HexFormat;
import nomen.codec.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/** Octets of an option that have no further structure. Immutable. */
public final class OptionData {
  /** No octets. */
  public static final OptionData EMPTY = new OptionData(new byte[0]);

  private final byte[] octets;

  private OptionData(byte[] octets) {
    this.octets = octets;
  }

  /** A copy of octets. */
  public static OptionData of(byte... octets) {
    return new OptionData(octets.clone());
  }

  /** A copy of a range of octets. */
  public static OptionData of(byte[] octets, int offset, int length) {
    return new OptionData(Arrays.copyOfRange(octets, offset, offset + length));
  }

  /** The number of octets. */
  public int length() {
    return octets.length;
  }

  /** A copy of the octets. */
  public byte[] toOctets() {
    return octets.clone();
  }

  /** The octet at an index. */
  public byte octet(int index) {
    return octets[index];
  }

  void write(WireWriter to) {
    to.writeOctets(octets);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OptionData data && Arrays.equals(data.octets, octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  /** Lower-case hexadecimal. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(octets);
  }
}
