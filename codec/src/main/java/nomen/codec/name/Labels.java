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

  /** A word with every octet of a range of less than eight, some of them twice. */
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

  /** What differs in two words but for ASCII case: zero in each octet that is the same. */
  private static long difference(byte[] a, int aAt, byte[] b, int bAt) {
    long x = word(a, aAt);
    long y = word(b, bAt);
    return x == y ? 0 : lower(x) ^ lower(y);
  }

  /** Whether two ranges are the same but for ASCII case. */
  public static boolean equalIgnoringCase(
      byte[] a, int aOffset, byte[] b, int bOffset, int length) {
    if (length < WORD_OCTETS) {
      long x = shortRange(a, aOffset, length);
      long y = shortRange(b, bOffset, length);
      return x == y || lower(x) == lower(y);
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
    int i = 1;
    for (; i <= shorter - WORD_OCTETS + 1; i += WORD_OCTETS) {
      long x = word(a, at + i);
      long y = word(b, bAt + i);
      if (x != y) {
        int order = Long.compareUnsigned(lower(x), lower(y));
        if (order != 0) {
          return order;
        }
      }
    }
    for (; i <= shorter; i++) {
      int x = lower(a[at + i]) & 0xff;
      int y = lower(b[bAt + i]) & 0xff;
      if (x != y) {
        return x - y;
      }
    }
    return aLength - bLength;
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
