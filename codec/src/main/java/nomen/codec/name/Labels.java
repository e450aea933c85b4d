package nomen.codec.name;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What can be said of uncompressed wire-format names where they stand in an array, without making
 * an object of them. The query path uses this; everything else uses {@link Name}.
 *
 * <p>A name here is a run of labels, each a length octet (1 to 63) and that many octets, ended by a
 * zero octet. The methods trust that: names come from {@link nomen.codec.wire.WireReader#readName},
 * which checks it, or from a {@link Name}.
 *
 * <p>Ranges are compared and hashed a word of eight octets at a time. Big-endian, so that the order
 * of two words as unsigned numbers is that of their octets. What is left behind the last whole word
 * is taken by a word that ends with the range and so covers some octets twice, which does no harm;
 * a range of less than eight octets fits into one word in a way of its own.
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

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final VarHandle HALF =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private static final int WORD_OCTETS = 8;

  /** 1 in each octet of a word. */
  private static final long ONES = 0x0101_0101_0101_0101L;

  private static final long HIGH_BITS = ONES << 7;

  /** The bit by which ASCII upper and lower case differ, in each octet. */
  private static final long CASE_BITS = ONES << 5;

  /** An odd number without a pattern (2^64 divided by the golden ratio) spreads what it meets. */
  private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

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

  private static long word(byte[] octets, int at) {
    return (long) WORD.get(octets, at);
  }

  /** {@link #lower} of the eight octets of a word at once. */
  static long lower(long word) {
    // Each sum stays within its octet, and its highest bit says whether the octet without its own
    // highest bit is at least 'A', and over 'Z'.
    long low = word & ~HIGH_BITS;
    long fromA = low + (0x80 - 'A') * ONES;
    long overZ = low + (0x7f - 'Z') * ONES;
    long upper = fromA & ~overZ & ~word & HIGH_BITS;
    return word | upper >>> 2;
  }

  /**
   * A word with every octet of a range of less than eight, some of them twice; as unsigned numbers
   * they have the order of their ranges if those are of one length.
   */
  private static long shortRange(byte[] octets, int at, int length) {
    if (length >= WORD_OCTETS / 2) {
      long begin = (int) HALF.get(octets, at);
      return begin << 32 | (int) HALF.get(octets, at + length - WORD_OCTETS / 2) & 0xffff_ffffL;
    }
    if (length == 0) {
      return 0;
    }
    // One to three: the first, one of the middle, the last.
    return (octets[at] & 0xffL) << 16
        | (octets[at + (length >> 1)] & 0xffL) << 8
        | octets[at + length - 1] & 0xffL;
  }

  /**
   * What differs in two words but for ASCII case: zero in each octet that is the same. Without a
   * branch, for which names are the same octet by octet nobody foresees.
   */
  private static long difference(long x, long y) {
    // Where they differ in case only, both are the same lower-case letter with that bit set. The
    // sums are those of lower(long), one letter further.
    long folded = (x | CASE_BITS) & ~HIGH_BITS;
    long fromA = folded + (0x80 - 'a') * ONES;
    long overZ = folded + (0x7f - 'z') * ONES;
    long letters = fromA & ~overZ & ~x & HIGH_BITS;
    return (x ^ y) & ~(letters >>> 2);
  }

  private static long difference(byte[] a, int aAt, byte[] b, int bAt) {
    return difference(word(a, aAt), word(b, bAt));
  }

  /** Whether two ranges are the same but for ASCII case. */
  public static boolean equalIgnoringCase(
      byte[] a, int aOffset, byte[] b, int bOffset, int length) {
    if (length < WORD_OCTETS) {
      return difference(shortRange(a, aOffset, length), shortRange(b, bOffset, length)) == 0;
    }
    int last = length - WORD_OCTETS;
    for (int i = 0; i < last; i += WORD_OCTETS) {
      if (difference(a, aOffset + i, b, bOffset + i) != 0) {
        return false;
      }
    }
    return difference(a, aOffset + last, b, bOffset + last) == 0;
  }

  /** How many octets at the ends of two arrays are the same but for ASCII case. */
  static int commonEnd(byte[] a, byte[] b) {
    int shorter = Math.min(a.length, b.length);
    int common = 0;
    while (common <= shorter - WORD_OCTETS) {
      long difference =
          difference(a, a.length - common - WORD_OCTETS, b, b.length - common - WORD_OCTETS);
      if (difference != 0) {
        return common + (Long.numberOfTrailingZeros(difference) >>> 3);
      }
      common += WORD_OCTETS;
    }
    if (common < shorter && shorter >= WORD_OCTETS) {
      long difference = difference(a, a.length - shorter, b, b.length - shorter);
      return difference == 0
          ? shorter
          : shorter - WORD_OCTETS + (Long.numberOfTrailingZeros(difference) >>> 3);
    }
    while (common < shorter && lower(a[a.length - common - 1]) == lower(b[b.length - common - 1])) {
      common++;
    }
    return common;
  }

  /**
   * The order of two labels (RFC 4034 section 6.1): that of their octets as unsigned numbers, upper
   * case as lower case; what a longer one begins with comes before it.
   *
   * @param at the offset of a label's length octet
   */
  static int compare(byte[] a, int at, byte[] b, int bAt) {
    int aLength = a[at];
    int bLength = b[bAt];
    int shorter = Math.min(aLength, bLength);
    int order;
    if (shorter < WORD_OCTETS) {
      order = compare(shortRange(a, at + 1, shorter), shortRange(b, bAt + 1, shorter));
    } else {
      int last = shorter - WORD_OCTETS + 1;
      order = 0;
      for (int i = 1; i < last && order == 0; i += WORD_OCTETS) {
        order = compare(word(a, at + i), word(b, bAt + i));
      }
      order = order == 0 ? compare(word(a, at + last), word(b, bAt + last)) : order;
    }
    return order == 0 ? aLength - bLength : order;
  }

  private static int compare(long x, long y) {
    return Long.compareUnsigned(lower(x), lower(y));
  }

  /** A hash of a range that is the same for any ASCII case. All of its bits are as good. */
  public static int hashIgnoringCase(byte[] octets, int offset, int length) {
    long hash = length;
    if (length < WORD_OCTETS) {
      hash = spread(hash) ^ lower(shortRange(octets, offset, length));
    } else {
      int last = offset + length - WORD_OCTETS;
      for (int at = offset; at < last; at += WORD_OCTETS) {
        hash = spread(hash ^ lower(word(octets, at)));
      }
      hash ^= lower(word(octets, last));
    }
    return (int) (spread(hash) * SPREAD >>> 32);
  }

  private static long spread(long hash) {
    long product = hash * SPREAD;
    return product ^ product >>> 32;
  }

  /** Copies a range, folding ASCII upper case to lower case. */
  public static void copyLower(byte[] from, int fromOffset, byte[] to, int toOffset, int length) {
    for (int i = 0; i < length; i++) {
      to[toOffset + i] = LOWER[from[fromOffset + i] & 0xff];
    }
  }
}
