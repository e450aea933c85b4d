package nomen.store.tree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The octets of a page: some entries of a key and a value each, in the order of their keys. A page
 * is never changed; these methods read one, and {@link PageBuilder} and {@link PageSplice} make
 * one.
 *
 * <pre>
 *   +0          2   n, the number of entries
 *   +2          2   p, the octets that every key begins with
 *   +4          p   the prefix
 *   +4+p       4n   heads: the four octets behind the prefix of each key, filled up with zeros
 *   +4+p+4n    2n   starts: where each entry begins, counted from the start of the page
 *   +4+p+6n         entries, without a gap, to the end of the page
 *
 *   entry   +0    1   r, the octets of the key behind the prefix, if there are under 128
 *                 2   else r with the highest bit set
 *               r-4   those behind the head (none if r is under 4)
 *                     the value, to the start of the next entry
 * </pre>
 *
 * Numbers are unsigned and big-endian. A search reads the heads, which lie together, and then as a
 * rule one entry. Only the last entry of a page can be so large that a start does not fit: pages of
 * more than one entry stay under {@link PageBuilder#MAX_OCTETS}, or hold separators only.
 */
final class KeyPage {
  static final int PREFIX = 4;
  static final int HEAD_OCTETS = 4;
  static final int SLOT_OCTETS = 6;

  /** A page without entries. */
  private static final byte[] EMPTY = new byte[PREFIX];

  private static final VarHandle U16 =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle U32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private KeyPage() {}

  static byte[] empty() {
    return EMPTY;
  }

  static int u16(byte[] octets, int at) {
    return (short) U16.get(octets, at) & 0xffff;
  }

  static int u32(byte[] octets, int at) {
    return (int) U32.get(octets, at);
  }

  static void putU16(byte[] octets, int at, int value) {
    U16.set(octets, at, (short) value);
  }

  static void putU32(byte[] octets, int at, int value) {
    U32.set(octets, at, value);
  }

  static int count(byte[] page) {
    return u16(page, 0);
  }

  static int prefixLength(byte[] page) {
    return u16(page, 2);
  }

  /** Where the head of an entry stands in a page with a prefix of some octets. */
  static int headAt(int prefix, int index) {
    return PREFIX + prefix + HEAD_OCTETS * index;
  }

  /** Where the start of an entry stands. */
  static int startAt(int prefix, int count, int index) {
    return PREFIX + prefix + HEAD_OCTETS * count + 2 * index;
  }

  /** Where the first entry begins. */
  static int entriesAt(int prefix, int count) {
    return PREFIX + prefix + SLOT_OCTETS * count;
  }

  /** Where an entry begins. */
  static int start(byte[] page, int count, int index) {
    return u16(page, startAt(prefixLength(page), count, index));
  }

  /** Where an entry ends. */
  static int end(byte[] page, int count, int index) {
    return index + 1 < count ? start(page, count, index + 1) : page.length;
  }

  /** The octets behind the prefix of the key of the entry that begins at {@code start}. */
  static int suffixLength(byte[] page, int start) {
    int first = page[start];
    return first >= 0 ? first : (first & 0x7f) << 8 | page[start + 1] & 0xff;
  }

  /** Where the octets behind the head stand, if there are any; else where the value begins. */
  static int restAt(byte[] page, int start) {
    return start + (page[start] >= 0 ? 1 : 2);
  }

  static int valueAt(byte[] page, int start) {
    int suffix = suffixLength(page, start);
    return restAt(page, start) + Math.max(0, suffix - HEAD_OCTETS);
  }

  /**
   * Finds a key.
   *
   * @return its index; if it is not there, -1 minus the index of the first entry with a higher key
   */
  static int search(byte[] page, byte[] key, int length) {
    int count = count(page);
    int prefix = prefixLength(page);
    if (prefix > 0) {
      int same = Arrays.mismatch(page, PREFIX, PREFIX + prefix, key, 0, Math.min(length, prefix));
      if (same >= 0) {
        boolean lower = same == length || (key[same] & 0xff) < (page[PREFIX + same] & 0xff);
        return lower ? -1 : -1 - count;
      }
    }
    int head = head(key, prefix, length);
    int first = lowerBound(page, prefix, count, head);
    if (first == count || u32(page, headAt(prefix, first)) != head) {
      return -1 - first;
    }
    return searchRest(page, count, first, head, key, prefix, length);
  }

  /** The index of the first head that is not below the given one. */
  private static int lowerBound(byte[] page, int prefix, int count, int head) {
    int target = head + Integer.MIN_VALUE;
    int low = 0;
    int left = count;
    while (left > 0) {
      int half = left >>> 1;
      int middle = low + half;
      boolean below = u32(page, headAt(prefix, middle)) + Integer.MIN_VALUE < target;
      low = below ? middle + 1 : low;
      left = below ? left - half - 1 : half;
    }
    return low;
  }

  /** Finds a key among entries of the same head, the first of which is given. */
  private static int searchRest(
      byte[] page, int count, int first, int head, byte[] key, int prefix, int length) {
    int order = compareRest(page, count, first, key, prefix, length);
    if (order >= 0) {
      return order == 0 ? first : -1 - first;
    }
    int low = first + 1;
    int high = head == -1 ? count - 1 : lowerBound(page, prefix, count, head + 1) - 1;
    while (low <= high) {
      int middle = low + high >>> 1;
      int here = compareRest(page, count, middle, key, prefix, length);
      if (here == 0) {
        return middle;
      }
      if (here < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1 - low;
  }

  /** Compares an entry's key with a key of the same prefix and head. */
  private static int compareRest(
      byte[] page, int count, int index, byte[] key, int prefix, int length) {
    int start = start(page, count, index);
    int suffix = suffixLength(page, start);
    int known = prefix + HEAD_OCTETS;
    if (suffix > HEAD_OCTETS && length > known) {
      int rest = restAt(page, start);
      int order =
          Arrays.compareUnsigned(page, rest, rest + suffix - HEAD_OCTETS, key, known, length);
      return order;
    }
    return Integer.compare(prefix + suffix, length);
  }

  /** The four octets of a key behind a prefix, filled up with zeros. */
  static int head(byte[] key, int prefix, int length) {
    int left = length - prefix;
    if (left >= HEAD_OCTETS) {
      return u32(key, prefix);
    }
    int head = 0;
    for (int i = 0; i < HEAD_OCTETS; i++) {
      head = head << 8 | (i < left ? key[prefix + i] & 0xff : 0);
    }
    return head;
  }

  /**
   * Copies a key.
   *
   * @param to has room for {@link NameKey#MAX_OCTETS} octets behind {@code offset}
   * @return its octets
   */
  static int copyKey(byte[] page, int index, byte[] to, int offset) {
    int count = count(page);
    int prefix = prefixLength(page);
    System.arraycopy(page, PREFIX, to, offset, prefix);
    int start = start(page, count, index);
    int suffix = suffixLength(page, start);
    int head = headAt(prefix, index);
    int at = offset + prefix;
    if (suffix <= HEAD_OCTETS) {
      for (int i = 0; i < suffix; i++) {
        to[at + i] = page[head + i];
      }
    } else {
      putU32(to, at, u32(page, head));
      System.arraycopy(page, restAt(page, start), to, at + HEAD_OCTETS, suffix - HEAD_OCTETS);
    }
    return prefix + suffix;
  }
}
