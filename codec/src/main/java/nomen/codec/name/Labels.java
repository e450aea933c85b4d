package nomen.codec.name;

import java.util.Arrays;

/**
 * What can be said of uncompressed wire-format names where they stand in an array, without making
 * an object of them. The query path uses this; everything else uses {@link Name}.
 *
 * <p>A name here is a run of labels, each a length octet (1 to 63) and that many octets, ended by a
 * zero octet. The methods trust that: names come from {@link nomen.codec.wire.WireReader#readName},
 * which checks it, or from a {@link Name}.
 */
public final class Labels {
  /** The most octets that a name takes in wire format, the final zero included (RFC 1035 2.3.4). */
  public static final int MAX_NAME_OCTETS = 255;

  /** The most octets of one label (RFC 1035 2.3.4). */
  public static final int MAX_LABEL_OCTETS = 63;

  /** The most labels of a name, the root's not counted: 127 labels of one octet each. */
  public static final int MAX_LABELS = 127;

  /**
   * ASCII upper case to lower case, every other octet itself (RFC 4343). Length octets (0 to 63)
   * map to themselves too, so whole names can be folded octet by octet.
   */
  private static final byte[] LOWER = new byte[256];

  static {
    for (int i = 0; i < 256; i++) {
      LOWER[i] = (byte) (i >= 'A' && i <= 'Z' ? i + 32 : i);
    }
  }

  private Labels() {}

  /** The octet with ASCII upper case folded to lower case. */
  public static byte lower(byte octet) {
    return LOWER[octet & 0xff];
  }

  /** The octets that the name at {@code offset} takes, the final zero included. */
  public static int length(byte[] octets, int offset) {
    int at = offset;
    while (octets[at] != 0) {
      at += octets[at] + 1;
    }
    return at + 1 - offset;
  }

  /** The number of labels of the name at {@code offset}, the root's not counted. */
  public static int count(byte[] octets, int offset) {
    int labels = 0;
    for (int at = offset; octets[at] != 0; at += octets[at] + 1) {
      labels++;
    }
    return labels;
  }

  /** The offset of the name that is left when the first {@code labels} labels are taken away. */
  public static int skip(byte[] octets, int offset, int labels) {
    int at = offset;
    for (int i = 0; i < labels; i++) {
      at += octets[at] + 1;
    }
    return at;
  }

  /** Whether two ranges are the same but for ASCII case. */
  public static boolean equalIgnoringCase(
      byte[] a, int aOffset, byte[] b, int bOffset, int length) {
    int different = Arrays.mismatch(a, aOffset, aOffset + length, b, bOffset, bOffset + length);
    if (different < 0) {
      return true;
    }
    for (int i = different; i < length; i++) {
      byte x = a[aOffset + i];
      byte y = b[bOffset + i];
      if (x != y && LOWER[x & 0xff] != LOWER[y & 0xff]) {
        return false;
      }
    }
    return true;
  }

  /** A hash of a range that is the same for any ASCII case. */
  public static int hashIgnoringCase(byte[] octets, int offset, int length) {
    int hash = 0;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + LOWER[octets[offset + i] & 0xff];
    }
    return hash;
  }

  /** Copies a range, folding ASCII upper case to lower case. */
  public static void copyLower(byte[] from, int fromOffset, byte[] to, int toOffset, int length) {
    for (int i = 0; i < length; i++) {
      to[toOffset + i] = LOWER[from[fromOffset + i] & 0xff];
    }
  }
}
