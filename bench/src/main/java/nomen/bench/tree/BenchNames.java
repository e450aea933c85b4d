package nomen.bench.tree;

import java.nio.charset.StandardCharsets;
import nomen.codec.name.Name;

/** Names of a large zone, the same in every run: labels of 8 to 15 octets in no order. */
public final class BenchNames {
  /** The apex of all zones here. */
  public static final Name APEX = Name.parse("example.");

  private static final byte[] LETTERS =
      "abcdefghijklmnopqrstuvwxyz0123456789-".getBytes(StandardCharsets.US_ASCII);

  private BenchNames() {}

  /** The wire format of name number {@code i}; others for other {@code salt}. */
  public static byte[] wire(int i, int salt) {
    long bits = mix(i * 0x9e3779b97f4a7c15L + salt);
    byte[] label = new byte[8 + (int) (bits >>> 61)];
    for (int at = 0; at < label.length; at++) {
      label[at] = LETTERS[(int) Long.remainderUnsigned(bits, at == 0 ? 26 : LETTERS.length)];
      bits = mix(bits);
    }
    return APEX.child(new String(label, StandardCharsets.US_ASCII)).toWire();
  }

  /** The wire format of a label, without escapes, below a name of wire format. */
  static byte[] below(String label, byte[] name) {
    byte[] below = new byte[1 + label.length() + name.length];
    below[0] = (byte) label.length();
    byte[] octets = label.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(octets, 0, below, 1, octets.length);
    System.arraycopy(name, 0, below, 1 + octets.length, name.length);
    return below;
  }

  private static long mix(long seed) {
    long z = (seed ^ seed >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
