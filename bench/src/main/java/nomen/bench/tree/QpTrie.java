package nomen.bench.tree;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A candidate that was not chosen: a persistent qp-trie of objects. Each branch tests four bits of
 * the key and has a bitmap of the values that occur; bit 0 stands for the end of the key. A leaf is
 * an entry with arrays of its own for key and value.
 */
final class QpTrie {
  @SuppressWarnings("ArrayRecordComponent") // nodes are never compared
  record Leaf(byte[] key, byte[] value) {}

  @SuppressWarnings("ArrayRecordComponent") // nodes are never compared
  private record Branch(int nibble, int bitmap, Object[] twigs) {
    int position(int bit) {
      return Integer.bitCount(bitmap & bit - 1);
    }
  }

  private @Nullable Object root;

  /** Four bits of a key plus one; 0 behind its end. */
  private static int bit(byte[] key, int length, int nibble) {
    int at = nibble >>> 1;
    if (at >= length) {
      return 1;
    }
    int octet = key[at] & 0xff;
    return 2 << ((nibble & 1) == 0 ? octet >>> 4 : octet & 15);
  }

  @Nullable Leaf get(byte[] key, int length) {
    Leaf leaf = near(key, length);
    return leaf != null && Arrays.equals(leaf.key, 0, leaf.key.length, key, 0, length)
        ? leaf
        : null;
  }

  /** The leaf that shares the most with a key. */
  private @Nullable Leaf near(byte[] key, int length) {
    Object node = root;
    while (node instanceof Branch branch) {
      int bit = bit(key, length, branch.nibble);
      node = branch.twigs[(branch.bitmap & bit) == 0 ? 0 : branch.position(bit)];
    }
    return (Leaf) node;
  }

  /** The first four bits in which two keys differ, or -1. */
  private static int difference(byte[] a, byte[] b, int bLength) {
    int same = Arrays.mismatch(a, 0, a.length, b, 0, bLength);
    if (same < 0) {
      return -1;
    }
    boolean high = same >= a.length || same >= bLength || ((a[same] ^ b[same]) & 0xf0) != 0;
    return 2 * same + (high ? 0 : 1);
  }

  /** The entry with the highest key that is not above the given one. */
  @Nullable Leaf floor(byte[] key, int length) {
    Leaf near = near(key, length);
    if (near == null) {
      return null;
    }
    int differs = difference(near.key, key, length);
    if (differs < 0) {
      return near;
    }
    Object node = root;
    Object lower = null;
    while (node instanceof Branch branch && branch.nibble < differs) {
      int position = branch.position(bit(key, length, branch.nibble));
      lower = position > 0 ? branch.twigs[position - 1] : lower;
      node = branch.twigs[position];
    }
    if (node instanceof Branch branch && branch.nibble == differs) {
      int position = branch.position(bit(key, length, differs));
      return last(position > 0 ? branch.twigs[position - 1] : lower);
    }
    boolean below = bit(near.key, near.key.length, differs) < bit(key, length, differs);
    return last(below ? node : lower);
  }

  private static @Nullable Leaf last(@Nullable Object from) {
    Object node = from;
    while (node instanceof Branch branch) {
      node = branch.twigs[branch.twigs.length - 1];
    }
    return (Leaf) node;
  }

  /** Puts an entry, copying the path to it. */
  void put(byte[] key, int length, byte[] value) {
    Leaf leaf = new Leaf(Arrays.copyOf(key, length), value);
    Leaf near = near(key, length);
    root = near == null ? leaf : put(root, leaf, near, difference(near.key, key, length));
  }

  private static Object put(@Nullable Object node, Leaf leaf, Leaf near, int differs) {
    byte[] key = leaf.key;
    if (node instanceof Branch branch && (differs < 0 || branch.nibble < differs)) {
      Object[] twigs = branch.twigs.clone();
      int position = branch.position(bit(key, key.length, branch.nibble));
      twigs[position] = put(twigs[position], leaf, near, differs);
      return new Branch(branch.nibble, branch.bitmap, twigs);
    }
    if (differs < 0) {
      return leaf;
    }
    int bit = bit(key, key.length, differs);
    if (node instanceof Branch branch && branch.nibble == differs) {
      int position = branch.position(bit);
      Object[] twigs = new Object[branch.twigs.length + 1];
      System.arraycopy(branch.twigs, 0, twigs, 0, position);
      twigs[position] = leaf;
      System.arraycopy(branch.twigs, position, twigs, position + 1, twigs.length - position - 1);
      return new Branch(differs, branch.bitmap | bit, twigs);
    }
    int other = bit(near.key, near.key.length, differs);
    Object there = node == null ? near : node;
    Object[] twigs = bit < other ? new Object[] {leaf, there} : new Object[] {there, leaf};
    return new Branch(differs, bit | other, twigs);
  }
}
